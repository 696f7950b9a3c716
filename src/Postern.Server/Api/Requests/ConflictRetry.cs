using Postern.Server.Store;

namespace Postern.Server.Api.Requests;

/// <summary>
/// Handles a request again where another one changed the same rows meanwhile. A handler writes in one transaction, so nothing is done twice. Those that have met take turns from then on, by what
/// they are about, so that each meets newcomers and other replicas only, however many they are.
/// </summary>
internal sealed class ConflictRetry(TimeProvider clock) : IEndpointFilter
{
    /// <summary>Two that are about different things seldom share one.</summary>
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (StoreConflicts.Is(e))
        {
            var http = context.HttpContext;
            var turn = Turns[(uint)HashCode.Combine(http.GetRouteValue("project"), http.GetRouteValue("service")) % (uint)Turns.Length];
            await turn.WaitAsync(http.RequestAborted);
            try
            {
                return await StoreConflicts.RetryAsync(async () => await AgainAsync(context, next), clock, http.RequestAborted);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private static ValueTask<object?> AgainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Features.Get<RequestBody>()?.Forget();
        return next(context);
    }
}
