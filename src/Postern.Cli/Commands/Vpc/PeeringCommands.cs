using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Vpc;

/// <summary>Commands under <c>vpc peering-connection</c>.</summary>
internal static class PeeringCommands
{
    private static readonly IReadOnlyList<string> Columns = ["peer_cloud_account", "peer_vpc", "peer_region", "state"];

    public static Command Create(CliContext context)
    {
        var (id, peer) = (VpcArguments.Id(), new PeerOptions());
        var cidrs = new Option<string[]>("--user-peer-network-cidr") { Description = "Range behind the peer's VPC; repeat for more", HelpName = "CIDR" };
        return peer.AddTo(new ApiCommand("create", "Ask to peer a project VPC with a VPC of another account", context) { id, cidrs }).Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["peer_cloud_account"] = call.Value(peer.Account), ["peer_vpc"] = call.Value(peer.Vpc) };
            if (call.Value(peer.Region) is { } region)
            {
                body["peer_region"] = region;
            }

            if (call.Value(cidrs) is { Length: > 0 } ranges)
            {
                body["user_peer_network_cidrs"] = new JsonArray([.. ranges.Select(range => JsonValue.Create(range))]);
            }

            call.Print(await call.Api.PostAsync(call.InProject("vpcs", call.Value(id)!, "peering-connections"), body, cancellationToken), Columns);
            call.Next($"postern vpc peering-connection get --project-vpc-id {call.Value(id)} --peer-cloud-account {call.Value(peer.Account)} --peer-vpc {call.Value(peer.Vpc)}, until it is PENDING_PEER; then the peer accepts it");
        });
    }

    public static Command Get(CliContext context)
    {
        var (id, peer) = (VpcArguments.Id(), new PeerOptions());
        return peer.AddTo(new ApiCommand("get", "Show a peering connection", context) { id }).Does(async (call, cancellationToken) =>
        {
            var vpc = await call.GetAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken);
            var found = vpc.List("peering_connections").OfType<JsonObject>().FirstOrDefault(p =>
                p.Text("peer_cloud_account") == call.Value(peer.Account) && p.Text("peer_vpc") == call.Value(peer.Vpc) && (call.Value(peer.Region) is not { } region || p.Text("peer_region") == region));
            var shown = found ?? throw new CliException($"Project VPC {call.Value(id)} has no peering connection with {call.Value(peer.Vpc)} of account {call.Value(peer.Account)}.");
            call.Print(shown, [.. Columns, "state_info"]);
            call.Next(shown.Text("state") == "PENDING_PEER" ? $"in account {call.Value(peer.Account)}: aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id ID, and a route to the project VPC" : $"postern vpc peering-connection list --project-vpc-id {call.Value(id)}");
        });
    }

    public static Command List(CliContext context)
    {
        var id = VpcArguments.Id();
        return new ApiCommand("list", "List the peering connections of a project VPC", context) { id }.Does(async (call, cancellationToken) =>
        {
            var peerings = (await call.GetAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken)).List("peering_connections");
            call.Print(peerings, Columns);
            call.Next(peerings.FirstOrDefault() is { } first
                ? $"postern vpc peering-connection get --project-vpc-id {call.Value(id)} --peer-cloud-account {first.Text("peer_cloud_account")} --peer-vpc {first.Text("peer_vpc")}"
                : $"postern vpc peering-connection create --project-vpc-id {call.Value(id)} --peer-cloud-account ACCOUNT --peer-vpc VPC");
        });
    }

    public static Command Delete(CliContext context)
    {
        var (id, peer) = (VpcArguments.Id(), new PeerOptions());
        return peer.AddTo(new ApiCommand("delete", "End a peering connection", context) { id }).Does(async (call, cancellationToken) =>
        {
            List<string> path = ["vpcs", call.Value(id)!, "peering-connections", "peer-accounts", call.Value(peer.Account)!, "peer-vpcs", call.Value(peer.Vpc)!];
            if (call.Value(peer.Region) is { } region)
            {
                path.AddRange(["peer-regions", region]);
            }

            call.Print(await call.Api.DeleteAsync(call.InProject([.. path]), cancellationToken), Columns);
            call.Next($"postern vpc peering-connection list --project-vpc-id {call.Value(id)}");
        });
    }

    public static Command Refresh(CliContext context)
    {
        var id = VpcArguments.Id();
        return new ApiCommand("refresh", "Have the peering connections of a project VPC looked at now", context, more: "Times of creation and change too") { id }.Does(async (call, cancellationToken) =>
        {
            call.Print(await call.Api.PostAsync(call.InProject("vpcs", call.Value(id)!, "peering-connections", "refresh"), null, cancellationToken), VpcArguments.Columns(call));
            call.Next($"postern vpc peering-connection list --project-vpc-id {call.Value(id)}");
        });
    }

    private sealed class PeerOptions
    {
        public Option<string> Account { get; } = new("--peer-cloud-account") { Description = "AWS account of the peer", Required = true, HelpName = "ACCOUNT" };

        public Option<string> Vpc { get; } = new("--peer-vpc") { Description = "VPC of the peer (vpc-…)", Required = true, HelpName = "VPC" };

        public Option<string?> Region { get; } = new("--peer-region") { Description = "AWS region of the peer", HelpName = "REGION" };

        public ApiCommand AddTo(ApiCommand command)
        {
            command.Add(Account);
            command.Add(Vpc);
            command.Add(Region);
            return command;
        }
    }
}
