using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>The article's steps in a browser, against a real server, region and PostgreSQL.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public async Task Console_FromLinkToDelete_DoesWhatTheArticleSays()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = new Stand();
        await stand.UpAsync(cancellationToken);
        var link = new Uri(stand.Environment["POSTERN_CONSOLE"]);
        await using var browser = await Browser.OpenAsync(link);
        await browser.Page.GotoAsync(link.ToString());
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Services", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("token", browser.Page.Url, StringComparison.Ordinal);
        await browser.PictureAsync("services-none");

        var journey = new ConsoleJourney(stand, browser, cancellationToken);
        await journey.CreateServiceAsync();
        await journey.CreatePrivatelinkAsync();
        await journey.DemandAcceptanceAsync();
        var vpc = await journey.ConnectAsync();
        await journey.DiagnoseAsync();
        await journey.SwitchOnAsync();
        await journey.QueryAsync(vpc);
        await journey.EditPrincipalsAsync();
        await journey.SurviveRestartAsync();
        await journey.DeleteAsync();

        Assert.Equal("0/0/0", await stand.CountAsync(cancellationToken));
        var people = new ConsolePeople(stand, browser, cancellationToken);
        await people.PeerAsync();
        await people.InviteAsync();
        await people.MakeTokenAsync();
        await journey.SignOutAsync();
        await people.SignInAsync();
        Assert.True(browser.Faults.Count == 0, string.Join('\n', browser.Faults));
    }
}
