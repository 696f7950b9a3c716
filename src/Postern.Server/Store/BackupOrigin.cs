namespace Postern.Server.Store;

/// <summary>The backup that a service begins with.</summary>
internal sealed record BackupOrigin(string ServiceId, string BackupName);
