using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What operators do with nodes and webhooks: what a dialog shows is typed as it stands, and does what the dialog would have done.</summary>
internal sealed class ConsoleOperators(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>On the nodes of my-kafka, with b-1.</summary>
    public async Task ReplaceNodeAsync()
    {
        await _console.Button("Replace node b-1").ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("b-1b");
        await _page.GetByLabel("Address", new() { Exact = true }).FillAsync("10.1.0.21");
        await _page.GetByLabel("Ports", new() { Exact = true }).FillAsync("kafka 9093");
        await browser.PictureAsync("replace-node");
        var shown = await _console.Dialog.Locator(".code").TextContentAsync() ?? "";
        await _console.Button("Cancel").ClickAsync();
        Assert.Equal("postern service node replace my-kafka b-1 --name b-1b --address 10.1.0.21 --port kafka=9093 --project demo", shown);
        await TypeAsync(shown);
        await Expect(_console.Text("10.1.0.21")).ToBeVisibleAsync();
        await Expect(_console.Text("kafka: 9093")).ToBeVisibleAsync();
        await _console.LookAsync("remove-node", _console.Button("Remove node b-1b"));
        await _console.LookAsync("new-gateway-token", _console.Button("New gateway token"));
    }

    /// <summary>On the page of a webhook that was sent a test.</summary>
    public async Task ListDeliveriesAsync()
    {
        var shown = (await _page.Locator("[data-part=command] .code").TextContentAsync())!.Split('\n');
        Assert.Contains("pending", await TypeAsync(shown[0]), StringComparison.Ordinal);
        Assert.Equal(2, (await TypeAsync(shown[1])).Split("webhook_test").Length - 1);
        await _console.LookAsync("delete-webhook", _console.Button("Delete webhook"));
    }

    private async Task<string> TypeAsync(string line)
    {
        var run = await ShownCommands.RunAsync(line, stand.Environment, cancellationToken);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{line}: {run.Both}");
    }
}
