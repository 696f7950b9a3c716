using System.Text.Json;
using Postern.Aws.Wire;

namespace Postern.Region.Ec2;

/// <summary>
/// An endpoint's policy, which is kept and not enforced: any JSON object of at most 20,480 characters.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
/// </summary>
internal static class EndpointPolicy
{
    public const string AllowEverything = """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";
    private const int Longest = 20_480;

    /// <returns>The policy, or the one that allows everything where none is given.</returns>
    /// <exception cref="AwsException">It is no such document.</exception>
    public static string Check(string? policy) =>
        string.IsNullOrEmpty(policy) ? AllowEverything
        : policy.Length > Longest ? throw Invalid($"has {policy.Length} characters; it may have {Longest}")
        : IsObject(policy) ? policy
        : throw Invalid("is not a JSON object");

    private static bool IsObject(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static AwsException Invalid(string what) => AwsException.Bad("InvalidPolicyDocument", $"The specified policy document {what}.");
}
