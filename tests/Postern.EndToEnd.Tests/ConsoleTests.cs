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
        await journey.EditPrincipalsAsync();
        await journey.SurviveRestartAsync();
        await journey.ThinkBetterAsync();
        await journey.MendAsync();
        await journey.DeleteAsync();

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
        var mishaps = new ConsoleMishaps(stand, browser, people, Cancelled);
        await mishaps.LoseAnswerAsync();
        await mishaps.TrustNoClockAsync();
        await people.OutliveSessionAsync();
        await new ConsolePage(browser).SignOutAsync();
        await people.SignInAsync();
        await mishaps.HearOfRoleAsync();
        await mishaps.LeaveEverywhereAsync(ConsolePeople.Developer);
        await people.BelongNowhereAsync();
        await mishaps.FindNobodyAsync();

        Assert.True(browser.Faults.Count == 0, string.Join('\n', browser.Faults));
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
