using Microsoft.Playwright;

namespace Postern.EndToEnd.Tests;

/// <summary>Debian's Chromium, and one page in it that notes what it should not do.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts", "screenshots");
    private static readonly string Axe = Path.Combine(Repository.Root, "src", "Postern.Server", "Console", "Web", "node_modules", "axe-core", "axe.min.js");
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium, IPage page) => (_playwright, _chromium, Page) = (playwright, chromium, page);

    public IPage Page { get; }

    /// <summary>Script errors, serious findings of axe, refusals of the content security policy, and requests to any host but the console's own.</summary>
    public List<string> Faults { get; } = [];

    public static async Task<Browser> OpenAsync(Uri console)
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1360, Height = 900 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var browser = new Browser(playwright, chromium, await context.NewPageAsync());
        browser.Page.PageError += (_, error) => browser.Faults.Add(error);
        browser.Page.Console += (_, line) => browser.Note(line);
        browser.Page.Request += (_, request) => browser.Note(new Uri(request.Url), console);
        return browser;
    }

    /// <summary>The page in light, dark and on a telephone; what axe finds wrong in the colours of either is a fault.</summary>
    public async Task PictureAsync(string name)
    {
        await ShootAsync(name);
        await InspectAsync(name, "");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShootAsync(name + "-dark");
        await InspectAsync(name + "-dark", "runOnly: ['color-contrast'],"); // all else is as it was in light
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Page.SetViewportSizeAsync(390, 844);
        await ShootAsync(name + "-phone");
        await Page.SetViewportSizeAsync(1360, 900);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task InspectAsync(string name, string only)
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));

        // What is still fading in has not the colours yet that it is read in; what turns for ever is left out.
        await Page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => null)))");
        var findings = await Page.EvaluateAsync<string[]>(
            $"async () => (await axe.run(document, {{ {only} resultTypes: ['violations'] }})).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${{v.id}}: ${{v.nodes.map(n => n.html).join(' ')}}`)");
        Faults.AddRange(findings.Select(finding => $"{name}: {finding}"));
    }

    private Task<byte[]> ShootAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png") });

    private void Note(IConsoleMessage line)
    {
        // Chromium itself reports each answer of 404, which is how the API says that there is no PrivateLink.
        if (line.Type == "error" && !line.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            Faults.Add(line.Text);
        }
    }

    private void Note(Uri address, Uri console)
    {
        if (address.Scheme is "http" or "https" && address.Authority != console.Authority)
        {
            Faults.Add($"asked {address}");
        }
    }
}
