namespace Postern.Server.Runtime;

/// <summary><c>Postern__Nodes__…</c></summary>
internal sealed class NodesOptions
{
    /// <summary>Whether Postern runs nodes itself, as it can on the local region; otherwise an operator registers those of every service.</summary>
    public bool Local { get; set; } = true;
}
