using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Postern.Engine.Stacks;

/// <summary>Who may create an endpoint: an AWS account (<c>…:root</c>), one IAM user or one IAM role. Ordered by ARN, ordinal.</summary>
/// <remarks>IAM paths are refused because endpoint services do not support them: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html</remarks>
public sealed partial record Principal : IComparable<Principal>
{
    private Principal(string arn) => Arn = arn;

    public string Arn { get; }

    /// <summary>The twelve digits of the account.</summary>
    public string Account => Arn.Split(':')[4];

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Principal? principal, [NotNullWhen(false)] out string? error)
    {
        if (text is not null && Pattern().IsMatch(text))
        {
            (principal, error) = (new Principal(text), null);
            return true;
        }

        principal = null;
        error = $"'{text}' is not a principal. Use arn:aws:iam::ACCOUNT:root, arn:aws:iam::ACCOUNT:user/NAME or arn:aws:iam::ACCOUNT:role/NAME, ACCOUNT being 12 digits and NAME without a path.";
        return false;
    }

    public int CompareTo(Principal? other) => string.CompareOrdinal(Arn, other?.Arn);

    public override string ToString() => Arn;

    [GeneratedRegex(@"^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:(root|(user|role)/[\w+=,.@-]{1,64})\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Pattern();
}
