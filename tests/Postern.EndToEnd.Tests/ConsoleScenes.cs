using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What seldom happens: endpoints without a place, and those that have ended; what AWS refuses, or holds up; an address that leads nowhere; an answer that was lost with a secret in it; and what is taken away.</summary>
internal sealed class ConsoleScenes(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>Who is accepted without a place would be rejected for good, so nobody is. What has ended says why, and does not stand in the picture's way.</summary>
    /// <param name="vpc">Of the customer, with the one endpoint that my-pg takes.</param>
    public async Task EndAsync(string vpc)
    {
        var service = (string)(await stand.JsonAsync(cancellationToken, "service", "privatelink", "aws", "get", "my-pg"))["aws_service_name"]!;
        var subnet = (string)(await stand.AwsAsync(cancellationToken, "ec2", "describe-subnets", "--filters", $"Name=vpc-id,Values={vpc}"))["Subnets"]![0]!["SubnetId"]!;
        async Task<string> EndpointAsync(params string[] fault)
        {
            await stand.MustAsync(cancellationToken, ["region", "faults", "add", "--action", "CreateVpcEndpoint", "--count", "1", "--kind", .. fault]);
            return (string)(await stand.AwsAsync(cancellationToken, "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--subnet-ids", subnet, "--service-name", service))["VpcEndpoint"]!["VpcEndpointId"]!;
        }

        var (expiring, failing) = (await EndpointAsync("expired-acceptance", "--seconds", "1"), await EndpointAsync("failed-provisioning"));
        await _console.Button("Look now").ClickAsync();
        await _console.Button($"Accept {failing}").ClickAsync(new() { Timeout = ConsoleJourney.Ready });
        var refusal = _console.Dialog.GetByText($"There is no place for {failing}: the PrivateLink takes at most 1 endpoint, and has 1");
        await Expect(refusal).ToBeVisibleAsync();
        await browser.PictureAsync("accept-no-place");
        await _console.Button("Accept").ClickAsync();
        await Expect(refusal).ToHaveCountAsync(2);
        await _console.Button("Cancel").ClickAsync();

        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "settings", "--max-endpoints", "3", "my-pg");
        await Expect(_page.GetByText("by hand; at most 3 endpoints")).ToBeVisibleAsync();
        await _console.Button($"Accept {failing}").ClickAsync();
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await _console.Button("Accept").ClickAsync();
        await Expect(_page.GetByText("AWS could not set it up")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await Expect(_page.GetByText("nobody accepted it in time")).ToBeVisibleAsync();
        var station = _page.GetByLabel("Path from the customer's VPC").GetByRole(AriaRole.Listitem).Nth(1);
        await Expect(station).ToHaveClassAsync("success");
        await Expect(station).ToContainTextAsync("and 2 more; in all 1 available");
        await browser.PictureAsync("endpoints-ended");
        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "settings", "--max-endpoints", "none", "my-pg");
        await stand.AwsAsync(cancellationToken, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", expiring, failing);
    }

    /// <summary>AWS has no load balancer left for my-pg, and once it has, does not let it go.</summary>
    public async Task WaitForAwsAsync()
    {
        await stand.MustAsync(cancellationToken, "region", "faults", "quota", "load-balancers-per-region", "0");
        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "create", "--principal", ConsoleJourney.First, "my-pg");
        await GoAsync("services/my-pg/network");
        await Expect(_page.GetByText("It cannot go on yet")).ToBeVisibleAsync();
        await Expect(_page.GetByText("TooManyLoadBalancers").Filter(new() { Visible = true })).ToHaveCountAsync(2); // with what to do about it, and as a step; not as a second one
        await browser.PictureAsync("refused");

        await stand.MustAsync(cancellationToken, "region", "faults", "quota", "load-balancers-per-region", "50");
        await stand.MustAsync(cancellationToken, "region", "faults", "add", "--kind", "throttling", "--action", "DeleteLoadBalancer");
        await _console.Button("Look now").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Connect a customer" })).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "delete", "my-pg");
        await Expect(_console.Seen("AWS asks to slow down")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Connect a customer" })).ToHaveCountAsync(0); // nobody is asked to connect to what goes
        await Expect(_console.Button("Edit principals")).ToBeDisabledAsync();
        await browser.PictureAsync("deleting");
        await stand.MustAsync(cancellationToken, "region", "faults", "clear"); // then it goes by itself
    }

    /// <summary>A backup begins a service of another project; what was typed stays when that is chosen.</summary>
    public async Task ForkElsewhereAsync()
    {
        await stand.MustAsync(cancellationToken, "project", "create", "elsewhere");
        await GoAsync("services/my-pg/backups");
        await _page.ReloadAsync(); // a project that somebody makes elsewhere is no news of this one
        await _page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Fork service my-pg from base-") }).ClickAsync();
        var name = _page.GetByLabel("Name", new() { Exact = true });
        await name.FillAsync("their-pg");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Project demo", Exact = true }).ClickAsync();
        await _page.GetByRole(AriaRole.Option, new() { Name = "elsewhere" }).ClickAsync();
        await Expect(_page.GetByText("-c project_to_fork_from=demo")).ToBeVisibleAsync();
        await Expect(name).ToHaveValueAsync("their-pg");
        await _console.Button("Create fork").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "their-pg" })).ToBeVisibleAsync();
        Assert.Equal("demo", (string?)(await stand.JsonAsync(cancellationToken, "service", "get", "--project", "elsewhere", "their-pg"))["user_config"]!["project_to_fork_from"]);
    }

    /// <summary>The one node of my-kafka gives its place to another, which then goes.</summary>
    public async Task ReplaceNodeAsync()
    {
        await GoAsync("services/my-kafka/nodes");
        await _console.Button("Replace node b-1b").ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("b-2");
        await _page.GetByLabel("Address", new() { Exact = true }).FillAsync("10.1.0.22");
        await _console.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replace", Exact = true }).ClickAsync();
        await Expect(_console.Text("10.1.0.22")).ToBeVisibleAsync();
        await Expect(_console.Text("10.1.0.21")).ToHaveCountAsync(0);
        await _console.Button("Remove node b-2").ClickAsync();
        await Expect(_page.GetByText("It is the last one: nobody can connect then.")).ToBeVisibleAsync();
        await _console.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(_page.GetByText("No node is registered, so nobody can connect.")).ToBeVisibleAsync();
    }

    /// <summary>On the page of a webhook.</summary>
    public async Task DeleteWebhookAsync()
    {
        await _console.Button("Delete webhook").ClickAsync();
        await _console.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(_page.GetByText("No webhook yet")).ToBeVisibleAsync();
        await Expect(_console.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>An address that leads nowhere says so, and where to go. Without a mouse one is there at once.</summary>
    public async Task GoNowhereAsync()
    {
        await _page.ReloadAsync();
        await Expect(_console.Button("Skip to the page")).ToBeAttachedAsync();
        await _page.Keyboard.PressAsync("Tab");
        await Expect(_console.Button("Skip to the page")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator("#page")).ToBeFocusedAsync();
        await ToAsync("#/project/theirs/services/their-pg");
        await Expect(_page.GetByText("Project theirs was not found")).ToBeVisibleAsync();
        await browser.PictureAsync("missing-project");
        foreach (var address in (string[])["#/nonsense", "#/server/nonsense", "#/project/demo/vpcs/one/more", "#/project/demo/nonsense"])
        {
            await ToAsync(address);
            await Expect(_page.GetByText("This page was not found")).ToBeVisibleAsync();
            await Expect(_page).ToHaveTitleAsync("Not found · Postern");
        }

        await _page.Locator("#page").GetByRole(AriaRole.Link, new() { Name = "Services" }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Services", Exact = true })).ToBeVisibleAsync();
        foreach (var (place, what) in new[] { ("vpcs/nothing", "VPC nothing"), ("webhooks/nothing", "Webhook nothing"), ("create-service/demo/nothing/base-1", "Service nothing of project demo") })
        {
            await GoAsync(place);
            await Expect(_page.GetByText($"{what} was not found")).ToBeVisibleAsync();
        }
    }

    /// <summary>The server made a token, and its answer got lost: nobody has seen the token, and nobody has to live with it.</summary>
    public async Task LoseTokenAsync()
    {
        await _console.OpenAsync("Access tokens");
        await _console.Button("Create token").ClickAsync();
        var description = _page.GetByRole(AriaRole.Textbox, new() { Name = "Description" });
        await description.FillAsync("lost");
        await _page.RouteAsync("**/v1/access_token", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        }, new() { Times = 1 });
        await _console.Button("Create").ClickAsync();
        await Expect(_page.GetByText("A token was made, and nobody has seen it whole")).ToBeVisibleAsync();
        await browser.PictureAsync("token-unseen");
        await _console.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Revoke ") }).ClickAsync();
        await Expect(_page.GetByText("is revoked. Create another now.")).ToBeVisibleAsync();
        Assert.DoesNotContain("lost", await stand.MustAsync(cancellationToken, "user", "access-token", "list"), StringComparison.Ordinal);
        await _console.Button("Create").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Dialog, new() { Name = "Your new token" })).ToBeVisibleAsync();
        await _console.Button("Done").ClickAsync();
    }

    /// <summary>A refusal is forgotten once something else is typed; then the project is gone, and its reader is in another.</summary>
    public async Task DeleteProjectAsync()
    {
        await stand.MustAsync(cancellationToken, "project", "create", "brief");
        await _page.ReloadAsync();
        await ToAsync("#/project/brief/settings");
        await _console.Button("Delete project").ClickAsync();
        var name = _page.GetByLabel("Name of the project");
        await name.FillAsync("brie");
        await _console.Button("Delete").ClickAsync();
        var refusal = _page.GetByRole(AriaRole.Alert).GetByText("Type brief to delete it.");
        await Expect(refusal).ToBeVisibleAsync();
        await name.FillAsync("brief");
        await Expect(refusal).ToHaveCountAsync(0);
        await _console.Button("Delete").ClickAsync();
        await Expect(_page).ToHaveURLAsync(new Regex("#/$"));
        await Expect(_page.GetByText("The data services of project demo.")).ToBeVisibleAsync();
        Assert.DoesNotContain("brief", await stand.MustAsync(cancellationToken, "project", "list"), StringComparison.Ordinal);
    }

    private Task GoAsync(string place) => ToAsync($"#/project/demo/{place}");

    private async Task ToAsync(string address) => await _page.GotoAsync(new Uri(new Uri(_page.Url), address).ToString());
}
