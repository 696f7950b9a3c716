using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary>Who sends the request.</summary>
/// <param name="Role">In the project that the path names; null where it names none.</param>
internal sealed record Caller(User User, Role? Role)
{
    public string Email => User.Email;

    /// <summary>Whether passwords are shown to them.</summary>
    public bool SeesSecrets => Role?.Has(Permission.SecretsRead) == true;

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
