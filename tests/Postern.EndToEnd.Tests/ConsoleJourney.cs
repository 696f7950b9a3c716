using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>The article's steps, with its words, by somebody at the console without a mouse, and a customer at the AWS CLI.</summary>
internal sealed partial class ConsoleJourney(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    public const float Ready = 120_000;
    internal const string First = "arn:aws:iam::012345678901:user/mwf", Second = "arn:aws:iam::012345678901:role/reader";

    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);
    private readonly Keyboard _keys = new(browser.Page);

    public async Task CreateServiceAsync()
    {
        await _console.OpenAsync("Project VPCs", thing => _keys.PressAsync(thing));
        await _keys.PressAsync(_console.Button("Create VPC"));
        await _keys.TypeAsync(_page.GetByLabel("Network", new() { Exact = true }), "10.1.0.0/24");
        await _keys.PressAsync(_console.Button("Create"));
        await Expect(_page.GetByText("ACTIVE", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("vpcs");
        await _console.OpenAsync("Services", thing => _keys.PressAsync(thing));
        await _keys.PressAsync(_console.Link("Create service"));
        await _keys.TypeAsync(_page.GetByLabel("Name", new() { Exact = true }), "my-pg");
        await browser.PictureAsync("create-service");
        await _keys.PressAsync(_console.Button("Create service"));
        await Expect(_console.Text("RUNNING").First).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_console.Said("my-pg is RUNNING")).ToBeAttachedAsync();
        await browser.PictureAsync("overview");
    }

    public async Task CreatePrivatelinkAsync()
    {
        await _keys.ChooseAsync(_console.Tab("Network"), "tablist");
        await _keys.PressAsync(_console.Button("Create Privatelink"));
        await Expect(Principal(1)).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("nobody");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByText("principals: ")).ToBeVisibleAsync(); // the server's words, and what was typed is still there
        await Expect(Principal(1)).ToHaveValueAsync("nobody");
        await browser.PictureAsync("create-refused");
        await _keys.TypeAsync(Principal(1), First);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_console.Button("Edit principals")).ToBeFocusedAsync(); // beside what opened the dialog, and is gone
        await browser.PictureAsync("creating");
        await Expect(_console.Text("active").First).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_page.GetByText(ServiceName()).First).ToBeVisibleAsync();
        await Expect(_page.GetByText("create load balancer pl-")).ToBeVisibleAsync(); // the steps name the AWS object
        await browser.PictureAsync("active");
    }

    /// <summary>Runs the very script that the page shows, as the customer; the page then knows of the endpoint by itself.</summary>
    public async Task<string> ConnectAsync()
    {
        var vpc = (string)(await stand.AwsAsync(cancellationToken, "ec2", "create-vpc", "--cidr-block", "10.1.0.0/16"))["Vpc"]!["VpcId"]!;
        var subnet = (await stand.AwsAsync(cancellationToken, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.1.1.0/24", "--availability-zone", "eu-west-1a"))["Subnet"]!;
        await _keys.TypeAsync(_page.GetByLabel("Your VPC ID"), vpc);
        await MapSubnetsAsync((string)subnet["AvailabilityZoneId"]!, (string)subnet["SubnetId"]!);
        var script = await _page.Locator(".code", new() { HasText = "create-vpc-endpoint" }).InnerTextAsync();

        // Debian's aws does not know AWS_ENDPOINT_URL.
        var local = $"aws() {{ /usr/bin/aws --endpoint-url {stand.Environment["AWS_ENDPOINT_URL"]} \"$@\"; }}\n";
        var run = await Run.OfAsync("sh", ["-c", local + script], stand.Environment, cancellationToken);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var endpoint = run.Output.Trim();
        await Expect(_page.GetByText($"{endpoint} waits to be accepted")).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_console.Tab("AWS CLI")).ToBeFocusedAsync(); // the page was drawn again meanwhile
        await AcceptAsync(endpoint);
        await Expect(_page.GetByText($"{endpoint} is connected")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("connected");
        return vpc;
    }

    /// <summary>Of what lists the customer's subnets, the one command takes those in zones of the service, and says which zones have none.</summary>
    private async Task MapSubnetsAsync(string zone, string subnet)
    {
        await _keys.ChooseAsync(_console.Tab("One command"), "tablist");
        await _keys.TypeAsync(_page.GetByLabel("Your subnets and their zones"), $"{zone}\t{subnet}\nuse1-az9\tsubnet-0123456789abcdef0");
        await Expect(_page.Locator(".zones li").Filter(new() { HasText = zone })).ToContainTextAsync(subnet);
        await Expect(_page.GetByText($"--subnet-ids {subnet} --security")).ToBeVisibleAsync();
        await Expect(_page.GetByText("you have no subnet here").First).ToBeVisibleAsync();
        await browser.PictureAsync("subnets");
        await _keys.ChooseAsync(_console.Tab("AWS CLI"), "tablist");
    }

    /// <summary>Before the customer comes: their endpoint is to wait for somebody's word.</summary>
    public async Task DemandAcceptanceAsync()
    {
        await _keys.PressAsync(_console.Button("Settings"));
        await _keys.PressAsync(_page.GetByLabel("Each endpoint waits until it is accepted by hand"), "Space");
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync(); // the plan
        await browser.PictureAsync("settings");
        await _keys.PressAsync(_console.Button("Save"));
        await Expect(_console.Text("by hand; at most 1 endpoint")).ToBeVisibleAsync();
    }

    private async Task AcceptAsync(string endpoint)
    {
        await _console.OpenAsync("PrivateLinks", thing => _keys.PressAsync(thing));
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "To be accepted" })).ToBeVisibleAsync();
        await browser.PictureAsync("privatelinks");
        await _keys.PressAsync(_console.Button($"Accept {endpoint}"));
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await browser.PictureAsync("accept");
        await _keys.PressAsync(_console.Button("Accept"));
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await _keys.PressAsync(_page.GetByRole(AriaRole.Link, new() { Name = "my-pg" }));
    }

    /// <summary>An endpoint is connected, but nothing listens for it yet: the walk along the path ends there.</summary>
    public async Task DiagnoseAsync()
    {
        await _keys.PressAsync(_page.GetByRole(AriaRole.Button, new() { NameRegex = WhyNot() }));
        await Expect(_console.Seen("It ends at: Listener")).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_console.Seen("No component is switched on for PrivateLink")).ToBeVisibleAsync();
        await browser.PictureAsync("diagnosis");
    }

    public async Task SwitchOnAsync()
    {
        await _keys.ChooseAsync(_console.Tab("Overview"), "tablist");
        await _keys.PressAsync(_console.Button("Add configuration option"));
        await _page.Keyboard.PressAsync("Enter"); // the first of the menu
        await _keys.PressAsync(Switch, "Space");
        await Expect(_console.Seen("AWS calls")).ToBeVisibleAsync(); // the plan of what is not saved yet
        await browser.PictureAsync("advanced-plan");
        await _keys.PressAsync(_console.Button("Save advanced configuration"));
        await Expect(_page.GetByText("not saved")).ToHaveCountAsync(0);
        await Expect(Switch).ToBeCheckedAsync();
        await Expect(_console.Button("Add configuration option")).ToBeFocusedAsync(); // where the change began: what was pressed last is disabled now
        await browser.PictureAsync("advanced");
        await Expect(_console.Seen("1 of 1 target healthy")).ToBeVisibleAsync(new() { Timeout = Ready });
        await _keys.ChooseAsync(_page.GetByRole(AriaRole.Button, new() { Name = "privatelink", Exact = true }), "toolbar");
        await Expect(_page.GetByText("privatelink-1-my-pg-demo.").First).ToBeVisibleAsync();
        await browser.PictureAsync("privatelink-route");
    }

    /// <summary>What the page shows is what the customer's psql needs.</summary>
    public async Task QueryAsync(string vpc)
    {
        await _keys.PressAsync(_console.Button("Show service URI"));
        var uri = await _page.GetByText(new Regex("^postgres://avnadmin:[^•]+@privatelink-1-")).InnerTextAsync();
        Assert.Equal("42", (await stand.MustAsync(cancellationToken, "region", "exec", "--vpc", vpc, "--", "psql", uri, "-tAc", "select 6*7")).Trim());
        await _keys.PressAsync(_console.Button("Hide service URI"));
    }

    /// <summary>What the customer's one query made is seen as traffic of their endpoint.</summary>
    public async Task SeeTrafficAsync()
    {
        await _keys.ChooseAsync(_console.Tab("Network"), "tablist");
        await Expect(_page.GetByRole(AriaRole.Cell, new() { NameRegex = OneConnection() })).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_page.GetByRole(AriaRole.Img, new() { Name = "New connections in the last hour, at most 1 in a minute" })).ToBeVisibleAsync();
        await Expect(_page.GetByLabel("Path from the customer's VPC").GetByText("interfaces in eu-west-1a")).ToBeVisibleAsync();
        await _page.GetByText("As a table", new() { Exact = true }).ClickAsync(); // the same facts for those who do not see the bars
        await Expect(_page.GetByRole(AriaRole.Table, new() { Name = "Traffic of the last hour" }).GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("1");
        await browser.PictureAsync("traffic");
    }

    /// <summary>What else there is of a service, and the ways to write its endpoint down.</summary>
    public async Task LookAroundAsync()
    {
        await _console.Tab("CloudFormation").ClickAsync();
        await browser.PictureAsync("cloudformation");
        await _console.Tab("AWS CLI").ClickAsync();
        var file = await _page.RunAndWaitForDownloadAsync(() => _console.Button("Download check file").First.ClickAsync());
        Assert.Equal("my-pg-check.json", file.SuggestedFilename);
        Assert.Contains("privatelink-1-my-pg-demo.", await File.ReadAllTextAsync(await file.PathAsync(), cancellationToken), StringComparison.Ordinal);
        await _console.Tab("Events").ClickAsync();
        await browser.PictureAsync("service-events");
        foreach (var (name, item) in new[] { ("power-off", "Power off"), ("delete-service", "Delete service") })
        {
            await _console.Button("Actions").ClickAsync();
            await _console.LookAsync(name, _page.GetByRole(AriaRole.Menuitem, new() { Name = item }));
        }

        await _console.Tab("Network").ClickAsync();
    }

    public async Task EditPrincipalsAsync()
    {
        await _keys.PressAsync(_console.Button("Edit principals"));
        await _keys.PressAsync(_console.Button("Add principal"));
        await _keys.TypeAsync(Principal(2), Second);
        await browser.PictureAsync("principals");
        await _keys.PressAsync(_console.Button("Save"));
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_console.Text(Second).First).ToBeVisibleAsync();
        await Expect(_console.Button("Edit principals")).ToBeFocusedAsync();

        // Nobody of the connected account is left: AWS keeps the connection, and the page says so.
        await _keys.PressAsync(_console.Button("Edit principals"));
        await _keys.PressAsync(_console.Button("Leave out principal 2"));
        await Expect(Principal(1)).ToBeFocusedAsync();
        await _keys.TypeAsync(Principal(1), "arn:aws:iam::111111111111:root");
        await Expect(_page.GetByText("Connected, but not on the list")).ToBeVisibleAsync();
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await _keys.PressAsync(_page.GetByLabel("Also reject these connections"), "Space");
        await Expect(_page.GetByText("One connected endpoint is cut off")).ToBeVisibleAsync();
        await browser.PictureAsync("principals-reject");
        await _keys.PressAsync(_page.GetByLabel("Also reject these connections"), "Space");
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await _keys.PressAsync(_console.Button("Save"));
        await Expect(_page.GetByText("connected but no longer allowed")).ToBeVisibleAsync();
        await browser.PictureAsync("no-longer-allowed");
    }

    /// <summary>The server is killed and comes back: the page says so, keeps what was typed, and learns by itself what happened meanwhile.</summary>
    public async Task SurviveRestartAsync()
    {
        await _keys.TypeAsync(_page.GetByLabel("Your VPC ID"), "vpc-typed");
        await stand.KillServerAsync(cancellationToken);
        await Expect(_page.GetByText("The server cannot be reached")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("lost");
        await Expect(_page.GetByText("The server cannot be reached")).ToHaveCountAsync(0, new() { Timeout = Ready });
        await Expect(_console.Said("The server can be reached again")).ToBeAttachedAsync();
        await Expect(_page.GetByLabel("Your VPC ID")).ToHaveValueAsync("vpc-typed");
        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "update", "--principal", First, "my-pg");
        await Expect(_console.Text(First).First).ToBeVisibleAsync();
    }

    /// <summary>Whoever thinks better of it is where they were.</summary>
    public async Task ThinkBetterAsync()
    {
        await _keys.PressAsync(_console.Button("Delete PrivateLink"));
        await Expect(_page.GetByText("One connected endpoint is cut off")).ToBeVisibleAsync();
        await _page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Plan: ") }).ClickAsync();
        await browser.PictureAsync("delete");
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_console.Button("Delete PrivateLink")).ToBeFocusedAsync();
    }

    /// <summary>Somebody changes AWS by hand: what cuts nobody off is mended and told; what does waits for a word, after its plan.</summary>
    public async Task MendAsync()
    {
        var balancer = (await ProviderAsync("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].LoadBalancerArn")).Trim();
        await ProviderAsync("elbv2", "delete-listener", "--listener-arn", (await ProviderAsync("elbv2", "describe-listeners", "--load-balancer-arn", balancer, "--query", "Listeners[].ListenerArn")).Trim());
        await _keys.PressAsync(_console.Button("Look now"));
        await Expect(_console.Seen("Somebody else changed AWS. Mended: create listener")).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_console.Button("Look now")).ToBeFocusedAsync();

        var service = (await ProviderAsync("ec2", "describe-vpc-endpoint-service-configurations", "--query", "ServiceConfigurations[].ServiceId")).Trim();
        await ProviderAsync("ec2", "reject-vpc-endpoint-connections", "--service-id", service, "--vpc-endpoint-ids", (await ProviderAsync("ec2", "describe-vpc-endpoint-connections", "--query", "VpcEndpointConnections[].VpcEndpointId")).Trim());
        await ProviderAsync("ec2", "delete-vpc-endpoint-service-configurations", "--service-ids", service);
        await _keys.PressAsync(_console.Button("Look now"));
        await Expect(_page.GetByText("A repair waits for your word")).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_page.GetByLabel("Path from the customer's VPC").GetByText("a repair waits")).ToBeVisibleAsync();
        await browser.PictureAsync("repair-waits");
        await _keys.PressAsync(_console.Button("Look at the repair"));
        await _keys.PressAsync(_page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = Planned() }));
        await Expect(_page.GetByRole(AriaRole.Dialog).GetByText("create endpoint service", new() { Exact = true })).ToBeVisibleAsync();
        await browser.PictureAsync("repair");
        await _keys.PressAsync(_console.Button("Approve repair"));
        await Expect(_page.GetByText("A repair waits for your word")).ToHaveCountAsync(0);
        await Expect(_console.Text(service)).ToHaveCountAsync(0, new() { Timeout = Ready });
        await Expect(_page.GetByText(ServiceName()).First).ToBeVisibleAsync(new() { Timeout = Ready });
    }

    private async Task<string> ProviderAsync(params string[] arguments)
    {
        var run = await stand.ProviderAwsAsync(cancellationToken, [.. arguments, "--output", "text"]);
        Assert.True(run.ExitCode == 0, run.Both);
        return run.Output;
    }

    public async Task DeleteAsync()
    {
        await _keys.PressAsync(_console.Button("Delete PrivateLink"));
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await _keys.PressAsync(_console.Button("Confirm"));
        await Expect(_console.Button("Create Privatelink")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("deleted");
        await _console.OpenAsync("Events", thing => _keys.PressAsync(thing));
        await Expect(_page.GetByText("PrivateLink is gone")).ToBeVisibleAsync();
        await browser.PictureAsync("events");
        await _page.GoBackAsync();
        await Expect(_console.Tab("Network")).ToHaveAttributeAsync("aria-selected", "true");
    }

    private ILocator Switch => _page.GetByRole(AriaRole.Checkbox, new() { Name = "privatelink_access.pg" });

    private ILocator Principal(int number) => _page.GetByLabel($"Principal {number}", new() { Exact = true });

    [GeneratedRegex("^1 new connection, [0-9.]+ (bytes|KiB)(, 1 reset)?$")]
    private static partial Regex OneConnection();

    [GeneratedRegex("^Plan: [0-9]+ AWS calls")]
    private static partial Regex Planned();

    [GeneratedRegex("^Why can.t I connect")]
    private static partial Regex WhyNot();

    [GeneratedRegex(@"^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-[0-9a-f]{17}$")]
    private static partial Regex ServiceName();
}
