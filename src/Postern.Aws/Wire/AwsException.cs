namespace Postern.Aws.Wire;

/// <summary>What an AWS API answers instead of a result: an HTTP status, a code that programs match, and a message for people.</summary>
public sealed class AwsException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>The usual kind: HTTP 400.</summary>
    public static AwsException Bad(string code, string message) => new(400, code, message);
}
