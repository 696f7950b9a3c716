namespace Postern.Gateway.Sasl;

/// <summary>A client is not let in.</summary>
/// <param name="message">For the log: no secret is in it, and no name that is not a user's.</param>
/// <param name="told">For the client: the same for a wrong name and a wrong password.</param>
internal sealed class SignInException(string message, string told) : Exception(message)
{
    public string Told => told;
}
