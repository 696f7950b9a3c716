using Microsoft.Playwright;

namespace Postern.EndToEnd.Tests;

/// <summary>A reader without a mouse: what they use, they come to by the tab key, and see where they are.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int Most = 250;
    private const string IsHere = "e => e === document.activeElement || e.contains(document.activeElement)";

    public async Task PressAsync(ILocator wanted, string key = "Enter")
    {
        await ComeToAsync(wanted, IsHere);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>In place of what is there, as from the clipboard.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        await PressAsync(field, "Control+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>One of several that are one stop of the tab key: the arrows go from the chosen one to the others.</summary>
    public async Task ChooseAsync(ILocator wanted, string others)
    {
        await ComeToAsync(wanted.Locator($"xpath=ancestor::*[@role='{others}'][1]"), IsHere);
        for (var pressed = 0; !await wanted.EvaluateAsync<bool>("e => e === document.activeElement"); pressed++)
        {
            Assert.True(pressed < Most, $"The arrows do not come to {wanted}");
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Keyboard.PressAsync("Enter");
    }

    private async Task ComeToAsync(ILocator wanted, string isHere)
    {
        await wanted.First.WaitForAsync();
        for (var pressed = 0; !await wanted.First.EvaluateAsync<bool>(isHere); pressed++)
        {
            Assert.True(pressed < Most, $"The tab key does not come to {wanted}");
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.matches(':focus-visible')"), $"The focus on {wanted} is not seen");
    }
}
