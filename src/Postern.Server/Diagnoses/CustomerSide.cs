using Postern.Engine;
using Postern.Engine.Stacks;
using Postern.Server.Catalogue;

namespace Postern.Server.Diagnoses;

/// <summary>The host name, the endpoint, and whether it is let in.</summary>
internal static class CustomerSide
{
    private const string Available = "available", PendingAcceptance = "pendingAcceptance", Pending = "pending", Rejected = "rejected", Again = "its owner deletes it and makes another";

    public static IEnumerable<Finding> Of(DiagnosisInput input)
    {
        if (input.Seen.ServiceName is null || !input.Seen.IsServiceAvailable)
        {
            return [new Finding(Hop.Endpoint, input.Service.Name, input.Link.IsActive ? Verdict.Broken : Verdict.Waiting,
                $"There is no endpoint service to connect to yet. {input.Link.Reason}".Trim(), input.Link.IsActive ? input.Command("refresh") : input.Command("status"))];
        }

        return input.Connections.Any()
            ? input.Connections.SelectMany(connection => Of(input, connection))
            : [new Finding(Hop.Endpoint, input.Service.Name, Verdict.Broken, $"No VPC endpoint has asked to connect to {input.Seen.ServiceName}. Allowed are {string.Join(", ", input.Seen.Principals)}", input.Command("snippet"))];
    }

    private static IEnumerable<Finding> Of(DiagnosisInput input, EndpointConnection connection) => connection.State switch
    {
        Available or PendingAcceptance or Pending => OnTheWay(input, connection),
        Rejected => [Endpoint(input, connection), Acceptance(input, connection)],
        _ => [Endpoint(input, connection)], // has ended, whatever else there is
    };

    private static IEnumerable<Finding> OnTheWay(DiagnosisInput input, EndpointConnection connection)
    {
        yield return Dns(input, connection);
        yield return Endpoint(input, connection);
        yield return new Finding(Hop.SecurityGroup, connection.EndpointId, Verdict.Unseen,
            $"The endpoint's security groups are account {connection.OwnerAccount}'s; they must let TCP in from the clients to {Ports(input)}",
            $"aws ec2 describe-security-groups --group-ids $(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {connection.EndpointId} --query 'VpcEndpoints[0].Groups[].GroupId' --output text)");
        yield return Permission(input, connection);
        yield return Acceptance(input, connection);
    }

    private static Finding Dns(DiagnosisInput input, EndpointConnection connection)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.Dns, connection.EndpointId, verdict, evidence, cure);

        return input.Link.Connections.Find(c => c.EndpointId == connection.EndpointId) switch
        {
            { IsActive: true } row when input.Host(row) == connection.DnsName => Is(Verdict.Ok, $"Clients use the endpoint's own name, {connection.DnsName}: Postern is set to publish none"),
            { PublishedDnsName: { } name } row when name == connection.DnsName && input.Published.GetValueOrDefault(connection.EndpointId) is { } seen => Published(input.Host(row), name, seen),
            { } row => Is(Verdict.Broken, $"{input.Host(row)} should be another name of {connection.DnsName}, and is {(row.PublishedDnsName is { } name ? $"one of {name}" : "not published")}. {input.Link.Reason}".Trim(), input.Command("refresh")),
            null => Is(Verdict.Waiting, "The endpoint gets its host name when it is connected"),
        };

        Finding Published(string host, string target, PublishedName seen) => seen switch
        {
            { Records: null } => Is(Verdict.Unseen, $"{host} was published as another name of {target}; what {seen.Place} has now could not be read: {seen.Problem}", $"dig +noall +answer {host}"),
            _ when seen.IsAliasOf(target) => Is(Verdict.Ok, $"{host} is another name of {target} in {seen.Place}"),
            { Records: [] } => Is(Verdict.Broken, $"{host} is gone from {seen.Place}; it should be another name of {target}", input.Command("refresh")),
            { Records: var records } => Is(Verdict.Broken, $"{host} is {string.Join(", ", records)} in {seen.Place}; it should be another name of {target}", input.Command("refresh")),
        };
    }

    private static Finding Endpoint(DiagnosisInput input, EndpointConnection connection)
    {
        var verdict = connection.State is Available or PendingAcceptance or Rejected ? Verdict.Ok : connection.State == Pending ? Verdict.Waiting : Verdict.Broken;
        return new Finding(Hop.Endpoint, connection.EndpointId, verdict, $"The endpoint of account {connection.OwnerAccount}, made at {connection.CreatedAt:u}, is {connection.State}{(verdict == Verdict.Broken ? $": {Again}" : "")}",
            verdict == Verdict.Broken ? input.Command("snippet") : null);
    }

    private static Finding Permission(DiagnosisInput input, EndpointConnection connection)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.Permission, connection.EndpointId, verdict, evidence, cure);

        var account = connection.OwnerAccount;
        if (Allow(input.Seen.Principals, account))
        {
            return Is(Verdict.Ok, $"Account {account} is allowed by {string.Join(", ", input.Seen.Principals.Where(p => p.Contains(account, StringComparison.Ordinal)))}");
        }

        var isWished = Allow(input.Link.Principals, account);
        return connection.State == Available
            ? Is(Verdict.Warning, $"Nobody of account {account} is allowed any more; AWS keeps what is connected", input.Command("connection reject", connection.EndpointId))
            : Is(Verdict.Broken, isWished ? $"Account {account} is on the list, and AWS does not have it yet. {input.Link.Reason}".Trim() : $"Nobody of account {account} is allowed",
                isWished ? input.Command("refresh") : input.Command("principal add", $"arn:aws:iam::{account}:root"));
    }

    private static Finding Acceptance(DiagnosisInput input, EndpointConnection connection)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.Acceptance, connection.EndpointId, verdict, evidence, cure);

        var accept = input.Command("connection accept", connection.EndpointId);
        return connection.State switch
        {
            Available => Is(Verdict.Ok, "The endpoint is accepted"),
            PendingAcceptance when input.Link.AcceptanceRequired => Is(Verdict.Broken, "The endpoint waits until somebody accepts it", accept),
            PendingAcceptance when input.Link.Reason is { } reason => Is(Verdict.Broken, $"The endpoint is not accepted: {reason.TrimEnd('.')}. Where it is one too many, more can be allowed", input.Command("settings", "--max-endpoints COUNT")),
            PendingAcceptance => Is(Verdict.Waiting, "The endpoint is about to be accepted"),
            Rejected when IsRejected(input, connection.EndpointId) => Is(Verdict.Broken, $"An operator rejected the endpoint, and AWS takes back no rejection: {Again}", input.Command("snippet")),
            Rejected when IsRejected(input, connection.OwnerAccount) => Is(Verdict.Broken, $"An operator rejected all of account {connection.OwnerAccount}, and AWS takes back no rejection. Once the account is accepted, {Again}", input.Command("connection accept", connection.OwnerAccount)),
            Rejected => Is(Verdict.Broken, $"The endpoint had no place, or somebody rejected it in AWS, which takes back no rejection. Once there is one, {Again}", input.Command("settings", "--max-endpoints COUNT")),
            _ => Is(Verdict.Ok, "The endpoint was let in, and is being set up"),
        };
    }

    private static bool IsRejected(DiagnosisInput input, string endpointOrAccount) => input.Link.Decisions.TryGetValue(endpointOrAccount, out var isAccepted) && !isAccepted;

    private static bool Allow(IEnumerable<string> principals, string account) => principals.Any(arn => Principal.TryParse(arn, out var principal, out _) && principal.Account == account);

    private static string Ports(DiagnosisInput input) =>
        input.Seen.Ports.Count > 0 ? $"port {string.Join(", ", input.Seen.Ports.Select(p => p.Port))}" : "the ports of the components, once they are switched on";
}
