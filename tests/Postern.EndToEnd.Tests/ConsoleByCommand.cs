using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What a dialog would do is done by the command that it shows: the page tells the same as if its button had been pressed.</summary>
internal sealed class ConsoleByCommand(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private const string Joe = "joe+data@example.test", Contact = "ops@example.test";

    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>Somebody is invited, gets another role, and is forgotten again.</summary>
    public async Task InviteAsync()
    {
        await _console.OpenAsync("Members");
        await _console.Button("Invite").ClickAsync();
        await _page.GetByLabel("E-mail address").FillAsync(Joe);
        await RunShownAsync(_console.Dialog);
        var row = _page.GetByRole(AriaRole.Row, new() { Name = Joe });
        await Expect(row.GetByText("developer")).ToBeVisibleAsync();
        await _console.Button($"Change role of {Joe}").ClickAsync();
        await _console.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Role ") }).ClickAsync();
        await _page.GetByRole(AriaRole.Option, new() { Name = "read_only" }).ClickAsync();
        await RunShownAsync(_console.Dialog);
        await Expect(row.GetByText("read_only")).ToBeVisibleAsync();
        await _console.Button($"Withdraw the invitation of {Joe}").ClickAsync();
        await RunShownAsync(_console.Dialog);
        await Expect(row).ToHaveCountAsync(0);
    }

    /// <summary>Tags and contacts of the project, with what a shell or the program could take for something else.</summary>
    public async Task DescribeAsync()
    {
        await _console.OpenAsync("Project settings");
        await _console.Button("Edit tags").ClickAsync();
        await _page.GetByLabel("Name of tag 1").FillAsync("a=b"); // which no option of the program can say
        browser.Commands.Add(await _page.Locator("#page .code").Filter(new() { HasText = "curl" }).InnerTextAsync());
        await _page.GetByLabel("Name of tag 1").FillAsync("-v");
        await _page.GetByLabel("Value of tag 1").FillAsync("it's $HOME");
        await _console.Button("Add tag").ClickAsync();
        await _page.GetByLabel("Name of tag 2").FillAsync("team");
        await _page.GetByLabel("Value of tag 2").FillAsync("a=b");
        await browser.PictureAsync("edit-tags");
        await RunShownAsync(_page.Locator("#page"), "tags replace");
        await Expect(_page.GetByText("-v=it's $HOME")).ToBeVisibleAsync();
        await Expect(_page.GetByText("team=a=b")).ToBeVisibleAsync();
        await _console.Button("Edit contacts").ClickAsync();
        await Expect(_page.GetByLabel("Technical contacts")).ToBeFocusedAsync();
        await _page.GetByLabel("Technical contacts").FillAsync($"{Contact}\n-x@example.test");
        await browser.PictureAsync("edit-contacts");
        await RunShownAsync(_console.Dialog);
        await Expect(_console.Text(Contact)).ToBeVisibleAsync();
        await Expect(_console.Text("-x@example.test")).ToBeVisibleAsync();
        await _console.Button("Edit contacts").ClickAsync();
        await _page.GetByLabel("Technical contacts").FillAsync("");
        await RunShownAsync(_console.Dialog);
        await Expect(_console.Text(Contact)).ToHaveCountAsync(0);
    }

    /// <summary>The dialog is left without an answer, and its command typed.</summary>
    private async Task RunShownAsync(ILocator place, string words = "postern")
    {
        var line = await place.Locator(".code").Filter(new() { HasText = words }).InnerTextAsync();
        await place.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        var run = await ShownCommands.RunAsync(line, stand.Environment, cancellationToken);
        Assert.True(run.ExitCode == 0, $"{line}\n{run.Both}");
    }
}
