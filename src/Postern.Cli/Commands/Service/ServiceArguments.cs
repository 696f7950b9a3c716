using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>Arguments and options that several service commands share.</summary>
internal static class ServiceArguments
{
    public static readonly IReadOnlyList<string> Columns =
        ["service_name", "service_type", "state", "cloud_name", "plan", "create_time", "update_time"];

    public static Argument<string> Service() => new("SERVICE") { Description = "Name of the service" };

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

    /// <summary>The next sensible step with a service as it is.</summary>
    public static string Next(JsonNode? service)
    {
        var name = service.Text("service_name");
        return service.Text("state") switch
        {
            "RUNNING" when service.List("components").Any(c => c.Text("route") == "privatelink") => $"postern service connect {name} -r privatelink, from inside the customer's VPC",
            "RUNNING" when service.Text("project_vpc_id") is not null => $"postern service privatelink aws create --principal ARN {name}, or postern service connect {name} from inside the service's network",
            "RUNNING" => $"postern service connect {name}",
            "POWEROFF" => $"postern service update --power-on {name}",
            _ => $"postern service wait {name}",
        };
    }
}
