namespace Postern.Server.Reconcile;

/// <summary><c>Postern__Aws__…</c>: the account and region that this server's cell is.</summary>
internal sealed class AwsOptions
{
    public string Region { get; set; } = "eu-west-1";

    /// <summary>The URL of a local region; empty for AWS itself.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Empty to take credentials from the environment, as every AWS SDK does.</summary>
    public string AccessKeyId { get; set; } = "";

    public string SecretAccessKey { get; set; } = "";

    /// <summary>How many times AWS's default limits of calls the account is allowed; 0 for once, and for ten times in a local region.</summary>
    public int CallLimits { get; set; }

    public static string? Mistake(AwsOptions options) =>
        options.Region.Length == 0 ? "Postern:Aws:Region is empty. Set an AWS region, such as eu-west-1."
        : options.Endpoint.Length > 0 && !Uri.TryCreate(options.Endpoint, UriKind.Absolute, out _) ? $"Postern:Aws:Endpoint is '{options.Endpoint}'. Set the URL of a local region, such as http://127.0.0.1:4566, or leave it out for AWS."
        : options.CallLimits < 0 ? $"Postern:Aws:CallLimits is {options.CallLimits}. Set how many times AWS's default limits of calls your account is allowed, such as 2, or leave it out."
        : options.AccessKeyId.Length > 0 != options.SecretAccessKey.Length > 0 ? "Postern:Aws:AccessKeyId and Postern:Aws:SecretAccessKey go together. Set both, or neither to take credentials from the environment."
        : null;
}
