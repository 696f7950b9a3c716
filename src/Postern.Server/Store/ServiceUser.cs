namespace Postern.Server.Store;

/// <summary>Who may sign in to a service besides its administrator.</summary>
/// <param name="AccessCertificate">What they show to prove who they are, as PEM; null where a password does that.</param>
internal sealed record ServiceUser(string Name, string Password, string? AccessCertificate, string? AccessKey, DateTime PasswordUpdatedAt);
