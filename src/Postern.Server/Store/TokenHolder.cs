namespace Postern.Server.Store;

/// <summary>Whom a token stands for, and what they are in the project of a request.</summary>
/// <param name="HasProject">Whether there is such a project; false where the request names none.</param>
/// <param name="Role">In that project; null where they are no member of it.</param>
internal sealed record TokenHolder(User User, bool HasProject, Role? Role);
