using Microsoft.Playwright;

namespace Postern.EndToEnd.Tests;

/// <summary>Debian's Chromium, and one page in it that notes what it should not do.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts", "screenshots");
    private static readonly string Axe = Path.Combine(Repository.Root, "src", "Postern.Server", "Console", "Web", "node_modules", "axe-core", "axe.min.js");
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Pixels; half of the first, as with 200 % zoom.</summary>
    private static readonly (int Width, int Height) Desk = (1360, 900), Telephone = (375, 812);

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium, IPage page) => (_playwright, _chromium, Page) = (playwright, chromium, page);

    public IPage Page { get; }

    /// <summary>Script errors, serious findings of axe, what does not fit, refusals of the content security policy, and requests to any host but the console's own.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The command lines, and what else there is to copy into a shell, of all pages of which there is a picture.</summary>
    public HashSet<string> Commands { get; } = [];

    public static async Task<Browser> OpenAsync(Uri console)
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = Desk.Width, Height = Desk.Height }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var browser = new Browser(playwright, chromium, await context.NewPageAsync());
        browser.Page.PageError += (_, error) => browser.Faults.Add(error);
        browser.Page.Console += (_, line) => browser.Note(line);
        browser.Page.Request += (_, request) => browser.Note(new Uri(request.Url), console);
        return browser;
    }

    /// <summary>The page in light and dark, at the width of a desk and of a telephone, and as large again. What axe finds wrong in any of them is a fault, and so is what does not fit.</summary>
    public async Task PictureAsync(string name)
    {
        await ShowAsync(name, ColorScheme.Light, Desk);
        await ShowAsync(name, ColorScheme.Dark, Desk);
        await ShowAsync(name, ColorScheme.Dark, Telephone);
        await ShowAsync(name, ColorScheme.Light, Telephone);
        await Page.SetViewportSizeAsync(Desk.Width / 2, Desk.Height / 2);
        await FitAsync(name + ", 200 %");
        await Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
    }

    /// <summary>What is there on a telephone alone.</summary>
    public async Task TelephoneAsync(string name, Func<Task> open)
    {
        await Page.SetViewportSizeAsync(Telephone.Width, Telephone.Height);
        await open();
        await ShowAsync(name, ColorScheme.Light, Telephone);
        await Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task ShowAsync(string name, ColorScheme scheme, (int Width, int Height) window)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.SetViewportSizeAsync(window.Width, window.Height);
        name = $"{name}.{(scheme == ColorScheme.Dark ? "dark" : "light")}-{window.Width}";
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png") });
        if (scheme == ColorScheme.Light)
        {
            Commands.UnionWith(await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.code:not(.long)')].map(code => code.textContent)"));
            await InspectAsync(name, "");
            await FitAsync(name);
        }
        else if (window == Desk)
        {
            await InspectAsync(name, "runOnly: ['color-contrast'],"); // all else is as it is in light, and the colours are the same on a telephone
        }
    }

    private async Task InspectAsync(string name, string only)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        }

        var findings = await Page.EvaluateAsync<string[]>(
            $"async () => (await axe.run(document, {{ {only} resultTypes: ['violations'] }})).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${{v.id}}: ${{v.nodes.map(n => n.html).join(' ')}}`)");
        Faults.AddRange(findings.Select(finding => $"{name}: {finding}"));
    }

    /// <summary>Nothing is beyond the side of the window, the buttons that a dialog ends with can be pressed, and nothing moves for a reader who asked for that; what turns while something loads says that it does.</summary>
    private async Task FitAsync(string name)
    {
        var findings = await Page.EvaluateAsync<string[]>("""
            () => [
              ...(document.scrollingElement.scrollWidth > innerWidth ? [`${document.scrollingElement.scrollWidth} pixels in a window of ${innerWidth}`] : []),
              ...[...document.querySelectorAll('[role=dialog] button[type=submit]')].filter(b => b.offsetWidth > 0).filter(b => { const at = b.getBoundingClientRect(); return at.left < 0 || at.right > innerWidth || at.top < 0 || at.bottom > innerHeight; }).map(b => `cannot be seen: ${b.textContent}`),
              ...document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => `moves: ${a.effect.target.className}`),
            ]
            """);
        Faults.AddRange(findings.Select(finding => $"{name}: {finding}"));
    }

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
