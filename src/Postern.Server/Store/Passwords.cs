using Microsoft.AspNetCore.Identity;

namespace Postern.Server.Store;

/// <summary>Passwords of users, as ASP.NET's own hasher keeps them (PBKDF2).</summary>
internal sealed class Passwords
{
    public const int Shortest = 12;

    private readonly PasswordHasher<string> _hasher = new();
    private readonly string _nobodys;

    public Passwords() => _nobodys = Hash(Ids.NewPassword());

    public string Hash(string password) => _hasher.HashPassword("", password);

    /// <summary>Takes as long for a user who is not there as for one who is.</summary>
    public bool Verify(User? user, string password) =>
        _hasher.VerifyHashedPassword("", user?.PasswordHash ?? _nobodys, password) != PasswordVerificationResult.Failed && user?.PasswordHash is not null;
}
