using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What happens to readers while their pages are open: an answer is lost, a clock is wrong, a role changes, somebody signs out beside them.</summary>
internal sealed partial class ConsoleMishaps(Stand stand, Browser browser, ConsolePeople people, CancellationToken cancellationToken)
{
    private const string Range = "10.9.0.0/24";

    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>The server did it, and its answer got lost. Whoever presses again makes nothing twice.</summary>
    public async Task LoseAnswerAsync()
    {
        await _console.OpenAsync("Project VPCs");
        await _console.Button("Create VPC").ClickAsync();
        var network = _page.GetByRole(AriaRole.Textbox, new() { Name = "Network" });
        await network.FillAsync(Range);
        await _page.RouteAsync("**/v1/project/demo/vpcs", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        }, new() { Times = 1 });
        await _console.Button("Create").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Look whether it has done this before you do it again");
        await Expect(network).ToHaveValueAsync(Range);
        await browser.PictureAsync("answer-lost");
        await _console.Button("Create").ClickAsync();
        await Expect(_console.Dialog).ToHaveCountAsync(0);
        var vpcs = await stand.JsonAsync(cancellationToken, "vpc", "list");
        Assert.Single(vpcs.AsArray(), vpc => (string?)vpc!["network_cidr"] == Range);
    }

    /// <summary>Ages are of the server's clock, also where the browser's is two hours late.</summary>
    public async Task TrustNoClockAsync()
    {
        var late = await _page.Context.NewPageAsync();
        await late.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2) });
        await late.GotoAsync(new Uri(new Uri(_page.Url), "#/project/demo/members").ToString());
        await Expect(late.GetByText(Fresh())).ToBeVisibleAsync();
        await late.CloseAsync();
    }

    /// <summary>What somebody may do changes while they look at it.</summary>
    public async Task HearOfRoleAsync()
    {
        await _page.GotoAsync(new Uri(new Uri(_page.Url), "#/project/demo/vpcs").ToString());
        await Expect(_console.Button("Create VPC")).ToBeDisabledAsync();
        await people.GiveRoleAsync("operator");
        await Expect(_console.Button("Create VPC")).ToBeEnabledAsync();
        await people.GiveRoleAsync("read_only");
        await Expect(_console.Button("Create VPC")).ToBeDisabledAsync();
    }

    /// <summary>Signed out in one tab is signed out in all: no other goes on showing what it showed.</summary>
    public async Task LeaveEverywhereAsync(string user)
    {
        var other = await _page.Context.NewPageAsync();
        await other.GotoAsync(_page.Url);
        await Expect(other.GetByText("10.1.0.0/24").First).ToBeVisibleAsync();
        await _console.Button(user).ClickAsync();
        await _page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(other.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await Expect(other.GetByText("10.1.0.0/24")).ToHaveCountAsync(0);
        await other.CloseAsync();
    }

    /// <summary>Nobody is asked for a password while nobody would answer.</summary>
    public async Task FindNobodyAsync()
    {
        await _page.RouteAsync("**/v1/me", route => route.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<h1>Bad Gateway</h1>" }), new() { Times = 1 });
        await _page.ReloadAsync();
        await Expect(_page.GetByText("This page tries again by itself")).ToBeVisibleAsync();
        await browser.PictureAsync("nobody-answers");
        await Expect(_page.GetByText("You are a member of no project")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await _console.LookAsync("create-project", _console.Button("Create project"));
    }

    [GeneratedRegex("^The server said so [0-9]+ s ago")]
    private static partial Regex Fresh();
}
