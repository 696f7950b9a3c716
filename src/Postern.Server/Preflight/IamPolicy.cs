using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>
/// The least that the server's credentials must be allowed, as an IAM policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>…</param>
/// <param name="Account">12 digits, or <c>*</c> for the account that it is attached in.</param>
/// <param name="HostedZone">Empty where names are not published in Route 53.</param>
internal sealed record IamPolicy(string Partition, string Region, string Account, string HostedZone)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>AWS makes the role with the account's first load balancer, by the rights of whoever makes that: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html.</summary>
    private static AwsAction ServiceRole { get; } = new("iam", "CreateServiceLinkedRole", new AwsScope(
        "arn:aws:iam::ACCOUNT:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing", "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"));

    public override string ToString() => ToJson().ToJsonString(Readable);

    /// <summary>
    /// One statement for everything of a service that is allowed under the same condition. Its actions and resources are not crossed by that: each action knows resources of its own
    /// kind only. AWS counts the characters of a policy, so one for each kind would be too many.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(
        [
            .. from action in EngineActions.All.Concat(ServerActions.All).Concat(ServerActions.Tagging).Append(ServiceRole)
               where action.Service != "route53" || HostedZone.Length > 0
               from scope in action.Scopes
               group (Action: action.ToString(), Scope: scope) by (action.Service, scope.Key, IsEverything: scope == AwsScope.Everything) into allowed
               select Statement(allowed.Key.Key, [.. allowed]),
        ]),
    };

    private JsonObject Statement(string? key, IReadOnlyList<(string Action, AwsScope Scope)> allowed)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Action"] = Texts(allowed.Select(a => a.Action)), ["Resource"] = Texts(allowed.Select(a => Arn(a.Scope))) };
        if (key is not null)
        {
            var values = allowed.Select(a => a.Scope.Value).ToList();
            statement["Condition"] = new JsonObject { [values.Contains("*") ? "StringLike" : "StringEquals"] = new JsonObject { [key] = Texts(values) } };
        }

        return statement;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal).Select(text => JsonValue.Create(text))];

    private string Arn(AwsScope scope) => scope.Resource
        .Replace("arn:aws:", $"arn:{Partition}:", StringComparison.Ordinal)
        .Replace(AwsScope.Region, Region, StringComparison.Ordinal)
        .Replace(AwsScope.Account, Account, StringComparison.Ordinal)
        .Replace(AwsScope.Zone, HostedZone, StringComparison.Ordinal);
}
