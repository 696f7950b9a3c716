namespace Postern.Server.Store;

/// <summary>Where the request comes from that is being handled, so that every event it causes says so; it goes with the request's own calls, and nobody else's.</summary>
internal static class RequestOrigin
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>The client's IP address; null where no request is handled.</summary>
    public static string? Address
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
