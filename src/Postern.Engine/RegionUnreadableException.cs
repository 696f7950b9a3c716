namespace Postern.Engine;

/// <summary>A pass could not even see what the region holds, and nothing is remembered: there is no outcome, so whatever is stored stays as it is.</summary>
/// <param name="isRefused">Whether AWS refused to answer (missing rights, wrong keys), rather than being busy.</param>
public sealed class RegionUnreadableException(string message, TimeSpan retryAfter, bool isRefused, Exception inner) : Exception(message, inner)
{
    public TimeSpan RetryAfter => retryAfter;

    public bool IsRefused => isRefused;
}
