using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>More of a service's network: identifiers in sentences, and a second endpoint, which nobody wants.</summary>
internal sealed class ConsoleNetwork(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);
    private readonly Keyboard _keys = new(browser.Page);

    /// <summary>What the guide would switch on, with its plan.</summary>
    public Task LookAroundAsync() => _console.LookAsync("guide-switch-on", _console.Button("Switch on pgbouncer"));

    /// <summary>One stop of the tab key for all of a list; the arrows go on, and Enter copies.</summary>
    public async Task CopyAsync()
    {
        var identifiers = _page.Locator("ol.steps button.id").Filter(new() { Visible = true });
        await _keys.PressAsync(identifiers.First, "ArrowDown");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator(".said").Filter(new() { HasText = "Copied" })).ToBeVisibleAsync();
        var second = identifiers.Nth(1);
        await Expect(second).ToBeFocusedAsync();
        Assert.Equal(await second.InnerTextAsync(), await _page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Equal(1, await _page.Locator("ol.steps button.id[tabindex='0']").Filter(new() { Visible = true }).CountAsync());
    }

    /// <summary>The customer runs the one command of the page; the endpoint is looked at by itself, and rejected.</summary>
    /// <param name="vpc">Of the customer, with one endpoint and one subnet.</param>
    public async Task RejectAsync(string vpc)
    {
        var group = (string)(await stand.AwsAsync(cancellationToken, "ec2", "create-security-group", "--group-name", "second", "--description", "second", "--vpc-id", vpc))["GroupId"]!;
        await _keys.ChooseAsync(_console.Tab("One command"), "tablist");
        await _keys.TypeAsync(_page.GetByLabel("Your security group IDs"), group);
        var command = await _page.Locator(".code", new() { HasText = "create-vpc-endpoint" }).InnerTextAsync();
        var run = await Run.OfAsync("sh", ["-c", $"aws() {{ /usr/bin/aws --endpoint-url {stand.Environment["AWS_ENDPOINT_URL"]} --query VpcEndpoint.VpcEndpointId --output text \"$@\"; }}\n{command}"], stand.Environment, cancellationToken);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var endpoint = run.Output.Trim();
        await _keys.ChooseAsync(_console.Tab("AWS CLI"), "tablist");

        var reject = _console.Button($"Reject {endpoint}");
        await Expect(reject).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await _page.GetByRole(AriaRole.Button, new() { Name = "Connection All connections" }).ClickAsync();
        await _page.GetByRole(AriaRole.Option, new() { Name = endpoint }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Look again|Why can.t I connect)") }).ClickAsync();
        await Expect(_console.Seen("It ends at: Acceptance")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await Expect(_page.GetByText($"diagnose --connection {endpoint}")).ToBeVisibleAsync();
        await browser.PictureAsync("diagnosis-of-one");

        await _keys.PressAsync(reject);
        await Expect(_page.GetByText("Nobody who is connected is cut off")).ToBeVisibleAsync();
        await browser.PictureAsync("reject");
        await _keys.PressAsync(_console.Dialog.GetByRole(AriaRole.Button, new() { Name = "Reject", Exact = true }));
        await Expect(_console.Text("rejected").First).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await browser.PictureAsync("rejected");
        await stand.AwsAsync(cancellationToken, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint);
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Connections (1)" })).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
    }
}
