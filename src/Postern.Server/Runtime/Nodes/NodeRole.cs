namespace Postern.Server.Runtime.Nodes;

/// <summary>What a node is in its service.</summary>
internal enum NodeRole
{
    Primary,

    /// <summary>Follows the primary; only where the type's plans have it.</summary>
    Standby,
}
