using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>Finds the project of the path before the handler, which gets it as a parameter; 404 where there is none.</summary>
internal sealed class ProjectScope(ProjectRows projects) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await projects.FindAsync((string)http.GetRouteValue("project")!, http.RequestAborted) is null ? ApiError.NoSuchProject : await next(context);
    }
}
