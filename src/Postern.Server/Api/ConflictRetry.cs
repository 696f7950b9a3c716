using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>Handles a request again where another one changed the same rows meanwhile. A handler writes in one transaction, so nothing is done twice.</summary>
internal sealed class ConflictRetry(TimeProvider clock) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await StoreConflicts.RetryAsync(async () => await next(context), clock, context.HttpContext.RequestAborted);
}
