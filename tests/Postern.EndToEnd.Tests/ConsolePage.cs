using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What every page of the console has, by the names that its readers see.</summary>
internal sealed class ConsolePage(Browser browser)
{
    /// <summary>A page of the side navigation, which closes when the window is as narrow as a telephone.</summary>
    /// <param name="press">By keyboard, for those without a mouse.</param>
    public async Task OpenAsync(string name, Func<ILocator, Task>? press = null)
    {
        press ??= thing => thing.ClickAsync();
        if (await Button("Open pages").IsVisibleAsync())
        {
            await press(Button("Open pages"));
        }

        await press(browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));
    }

    public async Task SignOutAsync()
    {
        await Button("admin@postern.internal").ClickAsync();
        await browser.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(browser.Page.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await browser.Page.ReloadAsync();
        await Expect(browser.Page.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await browser.PictureAsync("sign-in");
    }

    /// <summary>A dialog that a button opens; looked at, and left without an answer.</summary>
    public async Task LookAsync(string name, ILocator button)
    {
        await button.ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        await browser.PictureAsync(name);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
    }

    public ILocator Dialog => browser.Page.GetByRole(AriaRole.Dialog);

    public ILocator Button(string name) => browser.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => browser.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Tab(string name) => browser.Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    /// <summary>The pages of all tabs are in the document; this is what the reader sees of them.</summary>
    public ILocator Seen(string text) => browser.Page.GetByText(text).Filter(new() { Visible = true }).First;

    /// <summary>What a screen reader is told, for a few seconds.</summary>
    public ILocator Said(string text) => browser.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = text });

    /// <summary>What is there by itself; identifiers in sentences, such as those of steps, do not count.</summary>
    public ILocator Text(string text) => browser.Page.GetByText(text, new() { Exact = true }).And(browser.Page.Locator(":not(.id)"));
}
