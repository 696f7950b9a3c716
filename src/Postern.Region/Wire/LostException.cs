namespace Postern.Region.Wire;

/// <summary>The caller is to hear nothing more: a fault cuts the connection.</summary>
internal sealed class LostException() : Exception("The connection is cut by a fault that was asked for");
