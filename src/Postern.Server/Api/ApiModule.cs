using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The REST API.</summary>
internal static class ApiModule
{
    public const int LargestBody = 1 << 20;

    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ServiceView>()
        .AddSingleton<ProjectChanges>()
        .AddSingleton<ServiceWish>()
        .AddSingleton<SignInThrottle>();

    public static void MapApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => OfFailure(http).ExecuteAsync(http),
            SuppressDiagnosticsCallback = context => context.Exception is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested,
        });
        app.UseStatusCodePages(context =>
        {
            var http = context.HttpContext;
            return ApiError.OfStatus(http.Response.StatusCode, http.Request.Method, http.Request.Path).ExecuteAsync(http);
        });
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1"), v1 => v1.UseMiddleware<TokenCheck>().UseMiddleware<BodyReader>());

        app.MapGet("/livez", () => Results.Text("ok"));
        app.MapGet("/readyz", async (IDbContextFactory<StoreContext> contexts, CancellationToken cancellationToken) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? Results.Text("ok") : ApiError.NoStore;
        });

        var api = app.MapGroup("/v1").AddEndpointFilter<ConflictRetry>();
        UserApi.Map(api);
        SignInApi.Map(api);
        AccessTokenApi.Map(api);
        CloudApi.MapAll(api);
        ServiceTypeApi.MapAll(api);
        var projects = api.MapGroup("/project");
        ProjectApi.Map(api, projects);
        CloudApi.Map(projects);
        MemberApi.Map(projects);
        EventApi.Map(projects);
        VpcApi.Map(projects);
        ServiceTypeApi.Map(projects);
        ServiceApi.Map(projects);
        ServiceTagApi.Map(projects);
        PrivateLinkApi.Map(projects);
        PrivateLinkStatusApi.Map(projects);
        PrivateLinkOperatorApi.Map(projects);
        PrivateLinkPlanApi.Map(projects);
        ConnectionApi.Map(projects);
        PrivateLinkProgressApi.Map(projects);
        ChangeApi.Map(projects);
    }

    private static ApiError OfFailure(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error && StoreConflicts.IsUnreachable(error)
        ? ApiError.NoStore
        : ApiError.OfStatus(http.Response.StatusCode, http.Request.Method, http.Request.Path);
}
