using System.CommandLine;

namespace Postern.Cli.Commands.Service;

/// <summary>Arguments and options that several service commands share.</summary>
internal static class ServiceArguments
{
    public static readonly IReadOnlyList<string> Columns =
        ["service_name", "service_type", "state", "cloud_name", "plan", "create_time", "update_time"];

    public static Argument<string> Service() => new("service") { Description = "Name of the service", HelpName = "SERVICE" };

    public static Option<string[]> Settings() => new("-c")
    {
        Description = "Setting of the service, such as privatelink_access.pg=true; repeat for more",
        HelpName = "KEY=VALUE",
    };

    public static Option<string?> Route()
    {
        var route = new Option<string?>("--route", "-r") { Description = "Route: dynamic (default), privatelink or public", HelpName = "ROUTE" };
        route.AcceptOnlyFromAmong("dynamic", "privatelink", "public");
        return route;
    }

    public static Option<string?> Connection() => new("--privatelink-connection-id", "-p") { Description = "One PrivateLink connection; implies -r privatelink", HelpName = "ID" };
    public static Option<string> User() => new("--username", "-u") { Description = "User", DefaultValueFactory = _ => "avnadmin", HelpName = "USER" };
    public static Option<string?> Cloud() => new("--cloud") { Description = "Cloud, such as aws-eu-west-1", HelpName = "CLOUD" };
    public static Option<string?> Vpc() => new("--project-vpc-id") { Description = "Project VPC to run in", HelpName = "ID" };
    public static Option<bool> NoVpc() => new("--no-project-vpc") { Description = "Run on the public network" };
}
