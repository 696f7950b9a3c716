namespace Postern.Server.Runtime.Nodes;

/// <summary>What a pass has to tell of a service, as an event.</summary>
internal sealed record Told(string Text, string Type = "service_state")
{
    /// <summary>Of a host name that somebody else had changed.</summary>
    public static Told? Mended(string? text) => text is null ? null : new(text, "service_name_repaired");
}
