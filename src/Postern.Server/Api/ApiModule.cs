using Amazon.Runtime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Postern.Engine;
using Postern.Server.Api.Callers;
using Postern.Server.Api.OpenApi;
using Postern.Server.Api.Operators;
using Postern.Server.Api.PrivateLinks;
using Postern.Server.Api.Projects;
using Postern.Server.Api.Requests;
using Postern.Server.Api.Services;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The REST API.</summary>
internal static class ApiModule
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ServiceView>()
        .AddSingleton<ProjectChanges>()
        .AddSingleton<ServiceWish>()
        .AddSingleton<SignInThrottle>()
        .AddSingleton<RateLimits>()
        .AddSingleton<Refusals>()
        .AddHostedService(s => s.GetRequiredService<Refusals>());

    public static void MapApi(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => OfFailure(http).ExecuteAsync(http),
            SuppressDiagnosticsCallback = context => Unreadable(context.Exception) is not null || (context.Exception is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested),
        });
        app.UseStatusCodePages(context =>
        {
            var http = context.HttpContext;
            return ApiError.OfStatus(http.Response.StatusCode, http.Request.Method, http.Request.Path).ExecuteAsync(http);
        });
        app.Use(async (http, next) =>
        {
            RequestOrigin.Address = ClientAddress.Of(http);
            await next(http);
        });
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1"), v1 => v1.Use(KeepNothingAsync).UseMiddleware<PlainPath>().UseMiddleware<TokenCheck>().UseMiddleware<BodyReader>());

        app.MapGet("/livez", () => Results.Text("ok"));
        app.MapGet("/readyz", async (IDbContextFactory<StoreContext> contexts, CancellationToken cancellationToken) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? Results.Text("ok") : ApiError.NoStore;
        });

        var api = app.MapGroup("/v1").AddEndpointFilter<RefusedChanges>().AddEndpointFilter<ConflictRetry>();
        UserApi.Map(api);
        SignInApi.Map(api);
        AccessTokenApi.Map(api);
        RecoveryApi.Map(api);
        CellApi.Map(api);
        CloudApi.MapAll(api);
        ServiceTypeApi.MapAll(api);
        var projects = api.MapGroup("/project");
        ProjectApi.Map(api, projects);
        CloudApi.Map(projects);
        MemberApi.Map(projects);
        EventApi.Map(api, projects);
        VpcApi.Map(projects);
        PeeringApi.Map(projects);
        ServiceTypeApi.Map(projects);
        ServiceApi.Map(projects);
        ServiceTagApi.Map(projects);
        ServiceUserApi.Map(projects);
        ClientApi.Map(projects);
        NodeApi.Map(projects);
        GatewayApi.Map(api);
        PrivateLinkApi.Map(projects);
        PrivateLinkStatusApi.Map(api, projects);
        PrivateLinkOperatorApi.Map(projects);
        PrivateLinkPlanApi.Map(projects);
        SnippetApi.Map(projects);
        CheckFileApi.Map(projects);
        DiagnosisApi.Map(projects);
        TrafficApi.Map(projects);
        ConnectionApi.Map(projects);
        EndpointApi.Map(projects);
        ChangeApi.Map(projects);
        WebhookApi.Map(projects);
        app.MapOpenApi();
    }

    /// <summary>Answers have passwords and tokens in them: no browser and no proxy keeps them, and none takes them for a page.</summary>
    private static Task KeepNothingAsync(HttpContext http, RequestDelegate next)
    {
        (http.Response.Headers.CacheControl, http.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        return next(http);
    }

    private static ApiError OfFailure(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        return error switch
        {
            not null when StoreConflicts.IsUnreachable(error) => ApiError.NoStore,
            not null when StoreConflicts.Is(error) => new ApiError(StatusCodes.Status503ServiceUnavailable, "service_unavailable", "Others change the same thing at this moment; try again"),
            not null when Unreadable(error) is { } reason => new ApiError(StatusCodes.Status503ServiceUnavailable, "service_unavailable", $"{reason.TrimEnd('.')}; try again in a moment"),
            _ => ApiError.OfStatus(http.Response.StatusCode, http.Request.Method, http.Request.Path),
        };
    }

    /// <summary>What AWS said, or that it said nothing, where that is why there is no answer; otherwise null.</summary>
    private static string? Unreadable(Exception error) => error switch
    {
        RegionUnreadableException => error.Message,
        AmazonServiceException or AmazonClientException or HttpRequestException => Fault.Of(error).Reason,
        _ => null,
    };
}
