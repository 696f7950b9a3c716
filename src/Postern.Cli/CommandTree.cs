using System.CommandLine;
using System.CommandLine.Help;
using Postern.Cli.Commands;
using Postern.Cli.Commands.Node;
using Postern.Cli.Commands.PrivateLink;
using Postern.Cli.Commands.Project;
using Postern.Cli.Commands.Region;
using Postern.Cli.Commands.Service;
using Postern.Cli.Commands.User;
using Postern.Cli.Commands.Vpc;
using Postern.Cli.Commands.Webhook;
using Postern.Cli.Completion;
using Postern.Cli.Output;

namespace Postern.Cli;

/// <summary>Every command, in the order in which help shows them.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CliContext c)
    {
        var root = Root(c);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpExamples((HelpAction)help.Action!);
        return root;
    }

    private static RootCommand Root(CliContext c) => new("Self-service AWS PrivateLink for data services, and a local AWS region to try it in.")
    {
        HelpName = "postern",
        Subcommands =
        {
            DemoCommand.Create(c),
            UpCommand.Create(c),
            Group("user", "Who you are, and your access tokens",
                UserLoginCommand.Create(c), UserLogoutCommand.Create(c), UserInfoCommand.Create(c), UserPasswordChangeCommand.Create(c), UserCreateCommand.Create(c),
                Group("access-token", "Tokens for programs", AccessTokenCommands.Create(c), AccessTokenCommands.List(c), AccessTokenCommands.Revoke(c))),
            Group("project", "Projects: who owns services and VPCs",
                ProjectListCommand.Create(c), ProjectDetailsCommand.Create(c), ProjectCreateCommand.Create(c), ProjectUpdateCommand.Create(c), ProjectDeleteCommand.Create(c), ProjectCaGetCommand.Create(c),
                MemberCommands.List(c), MemberCommands.Invite(c), MemberCommands.Update(c), MemberCommands.Remove(c), MemberCommands.Invitations(c),
                Group("tags", "Tags of a project", TagCommands.OfProject(c))),
            Group("cloud", "Clouds that services can run in", CloudListCommand.Create(c)),
            EventsCommand.Create(c), CheckCommand.Create(c),
            Group("vpc", "Project VPCs: private networks that services run in",
                VpcCreateCommand.Create(c), VpcGetCommand.Create(c), VpcListCommand.Create(c), VpcWaitCommand.Create(c), VpcDeleteCommand.Create(c),
                Group("peering-connection", "Ways from a project VPC to VPCs of others", PeeringCommands.Create(c), PeeringCommands.Get(c), PeeringCommands.List(c), PeeringCommands.Delete(c), PeeringCommands.Refresh(c))),
            Group("service", "Data services",
                ServiceListCommand.Create(c), ServiceGetCommand.Create(c), ServiceCreateCommand.Create(c), ServiceWaitCommand.Create(c),
                ServiceUpdateCommand.Create(c), ServiceTerminateCommand.Create(c),
                Group("connection-info", "How to connect to a service", Group("pg", "PostgreSQL",
                    PgConnectionInfoCommand.Uri(c), PgConnectionInfoCommand.Text(c), PgConnectionInfoCommand.Psql(c)), KcatConnectionInfoCommand.Create(c)),
                ServiceConnectCommand.Create(c), ServiceCheckFileCommand.Create(c), UserCredsDownloadCommand.Create(c), ServiceUserListCommand.Create(c),
                ServiceUserCommands.Create(c), ServiceUserCommands.Reset(c), ServiceUserCommands.Delete(c), ConnectionPoolListCommand.Create(c),
                ServiceBackupListCommand.Create(c), Group("tags", "Tags of a service", TagCommands.OfService(c)),
                ServiceTypesCommand.Create(c), ServicePlansCommand.Create(c),
                Group("node", "Machines that a service runs on", NodeListCommand.Create(c), NodeCommands.Register(c), NodeCommands.Replace(c), NodeCommands.Remove(c)),
                Group("gateway-token", "What the Kafka gateways of a service sign in with", GatewayTokenCommand.Create(c)),
                Group("privatelink", "Private access from other VPCs", PrivateLinkListCommand.Create(c), Aws(c), AvailabilityCommand.Create(c))),
            Group("webhook", "Programs that are told what happens to a project's PrivateLinks",
                WebhookCommands.List(c), WebhookCommands.Create(c), WebhookCommands.Get(c), WebhookCommands.Test(c), WebhookDeliveriesCommand.Create(c), WebhookCommands.Delete(c)),
            Group("region", "The local AWS region",
                PassThroughCommands.RegionServe(), PassThroughCommands.RegionRelay(), RegionExecCommand.Create(c),
                RegionCredentialsCommand.Create(c), RegionProviderPrincipalCommand.Create(c), RegionCallsCommand.Create(c), RegionTrafficCommand.Create(c),
                Group("faults", "Let the local AWS region go wrong", RegionFaultsCommands.Add(c), RegionFaultsCommands.List(c), RegionFaultsCommands.Clear(c),
                    RegionFaultsCommands.Throttling(c), RegionFaultsCommands.Quota(c),
                    Group("network", "Let the region's network go wrong",
                        RegionNetworkFaultsCommands.Set(c), RegionNetworkFaultsCommands.Show(c), RegionNetworkFaultsCommands.Clear(c), RegionNetworkFaultsCommands.Cut(c)))),
            Group("cell", "AWS accounts and regions that the server works in", CellCommands.List(c), CellCommands.Quotas(c)),
            Group("recovery", "Take up again what AWS remembers, after the server's database was lost", RecoveryCommands.Show(c), RecoveryCommands.Apply(c)),
            PassThroughCommands.Server(), PassThroughCommands.Gateway(),
            CompletionCommand.Create(c), CompleteCommand.Create(c, () => Create(c)),
        },
    };

    private static Command Aws(CliContext c) => Group("aws", "AWS PrivateLink of a service",
        PrivateLinkCreateCommand.Create(c), PrivateLinkGetCommand.Create(c), PrivateLinkUpdateCommand.Create(c),
        PrivateLinkDeleteCommand.Create(c), PrivateLinkRefreshCommand.Create(c), PrivateLinkRepairCommand.Create(c),
        StatusCommand.Create(c), WaitCommand.Create(c), WatchCommand.Create(c), HistoryCommand.Create(c), PlanCommand.Create(c), SettingsCommand.Create(c), SnippetCommand.Create(c), DiagnoseCommand.Create(c),
        Group("principal", "Who may connect, one by one", PrincipalCommands.Add(c), PrincipalCommands.Remove(c)),
        Group("connection", "VPC endpoints that are attached", ConnectionListCommand.Create(c), DecisionCommands.Accept(c), DecisionCommands.Reject(c)));

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Add(command);
        }
        return group;
    }
}
