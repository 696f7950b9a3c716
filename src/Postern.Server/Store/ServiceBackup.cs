namespace Postern.Server.Store;

/// <summary>A base backup that can be restored.</summary>
/// <param name="Size">Bytes.</param>
internal sealed record ServiceBackup(string Name, DateTime At, long Size);
