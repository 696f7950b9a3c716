using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>The console in a browser, against a real server, region and PostgreSQL.</summary>
public sealed class ConsoleTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Console_FromLinkToDelete_DoesWhatTheArticleSays()
    {
        await using var stand = new Stand();
        await using var browser = await OpenAsync(stand);
        await browser.PictureAsync("services-none");

        var journey = new ConsoleJourney(stand, browser, Cancelled);
        await journey.CreateServiceAsync();
        await journey.CreatePrivatelinkAsync();
        await journey.DemandAcceptanceAsync();
        var vpc = await journey.ConnectAsync();
        await journey.DiagnoseAsync();
        await journey.SwitchOnAsync();
        await journey.QueryAsync(vpc);
        await journey.SeeTrafficAsync();
        await journey.LookAroundAsync();
        var network = new ConsoleNetwork(stand, browser, Cancelled);
        await network.LookAroundAsync();
        await network.CopyAsync();
        await network.RejectAsync(vpc);
        await new ConsoleScenes(stand, browser, Cancelled).EndAsync(vpc);
        await journey.EditPrincipalsAsync();
        await journey.SurviveRestartAsync();
        await journey.ThinkBetterAsync();
        await journey.MendAsync();
        await journey.DeleteAsync();
        await KeepAsync(stand, browser);
        await new ShownCommands(stand, browser.Commands, Cancelled).HoldAsync(
        [
            "postern service create", "postern service update --power-off", "postern service update -c", "postern service terminate", "postern service check-file", "postern check", "aws ec2",
            "postern service user-list", "postern service user-create", "postern service user-password-reset", "postern service user-delete", "postern service user-creds-download", "postern service backup-list", "postern service tags replace", "postern service update --no-tech-email", "postern service node list", "postern service node register", "postern service node replace", "postern service node remove", "postern service gateway-token create",
            "postern service privatelink list", "postern webhook list", "postern webhook create", "postern webhook test", "postern webhook deliveries", "postern webhook delete", "postern service update --plan", "postern project details", "postern project ca-get", "postern project delete",
            .. new[] { "create", "update", "principal remove", "settings", "refresh", "repair", "diagnose", "snippet", "connection accept", "connection reject", "delete" }.Select(words => $"postern service privatelink aws {words}"),
        ]);

        Assert.Equal("0/0/0", await stand.CountAsync(Cancelled));
        Assert.True(browser.Faults.Count == 0, string.Join('\n', browser.Faults));
    }

    [Fact]
    public async Task Console_PeeringMembersAndTokens_AreForThoseWhoMay()
    {
        await using var stand = new Stand();
        await using var browser = await OpenAsync(stand);

        var people = new ConsolePeople(stand, browser, Cancelled);
        await people.PeerAsync();
        await people.InviteAsync();
        await people.MakeTokenAsync();
        await people.OverseeAsync();
        await people.LookAroundAsync();
        var byCommand = new ConsoleByCommand(stand, browser, Cancelled);
        await byCommand.InviteAsync();
        await byCommand.DescribeAsync();
        var mishaps = new ConsoleMishaps(stand, browser, people, Cancelled);
        await mishaps.LoseAnswerAsync();
        await mishaps.TrustNoClockAsync();
        var scenes = new ConsoleScenes(stand, browser, Cancelled);
        await scenes.GoNowhereAsync();
        await scenes.LoseTokenAsync();
        await scenes.DeleteProjectAsync();
        await new ShownCommands(stand, browser.Commands, Cancelled).HoldAsync(
            "postern vpc peering-connection create", "postern vpc peering-connection delete", "postern vpc create", "postern vpc delete",
            "postern user access-token create", "postern user access-token revoke", "postern user password-change", "postern cell list", "postern cell quotas", "postern service privatelink list --all-projects", "curl -X PUT",
            "postern project user-list", "postern project invite-list", "postern project user-invite", "postern project user-update", "postern project user-remove", "postern project tags replace", "postern project update --tech-email");
        await people.OutliveSessionAsync();
        await new ConsolePage(browser).SignOutAsync();
        await people.SignInAsync();
        await mishaps.HearOfRoleAsync();
        await mishaps.LeaveEverywhereAsync(ConsolePeople.Developer);
        await people.BelongNowhereAsync();
        await mishaps.FindNobodyAsync();

        Assert.True(browser.Faults.Count == 0, string.Join('\n', browser.Faults));
    }

    /// <summary>With my-pg, which runs.</summary>
    private static async Task KeepAsync(Stand stand, Browser browser)
    {
        var (keeping, operators) = (new ConsoleKeeping(stand, browser, Cancelled), new ConsoleOperators(stand, browser, Cancelled));
        var scenes = new ConsoleScenes(stand, browser, Cancelled);
        await scenes.WaitForAwsAsync();
        await keeping.OutliveUpgradeAsync();
        await keeping.UsersAsync();
        await keeping.ForkAsync();
        await scenes.ForkElsewhereAsync();
        await keeping.NodesAsync();
        await operators.ReplaceNodeAsync();
        await keeping.KafkaAsync();
        await keeping.SettingsAsync();
        await scenes.ReplaceNodeAsync();
        await keeping.WebhooksAsync();
        await operators.ListDeliveriesAsync();
        await scenes.DeleteWebhookAsync();
        await keeping.ProjectAsync();
    }

    /// <summary>Signed in by the link that <c>up</c> prints, which leaves no token in the address.</summary>
    private static async Task<Browser> OpenAsync(Stand stand)
    {
        await stand.UpAsync(Cancelled);
        var link = new Uri(stand.Environment["POSTERN_CONSOLE"]);
        var browser = await Browser.OpenAsync(link);
        await browser.Page.GotoAsync(link.ToString());
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Services", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("token", browser.Page.Url, StringComparison.Ordinal);
        return browser;
    }
}
