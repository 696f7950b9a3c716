using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>The article's steps in a browser, against a real server and region.</summary>
public sealed partial class ConsoleTests
{
    private const string First = "arn:aws:iam::012345678901:user/mwf", Second = "arn:aws:iam::012345678901:role/reader";
    private const float Ready = 120_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Console_FromLinkToDelete_DoesWhatTheArticleSays()
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        await using var stand = new Stand();
        await stand.UpAsync(Cancelled);
        var vpc = (string)(await stand.JsonAsync(Cancelled, "vpc", "create", "--cloud", "aws-eu-west-1", "--network-cidr", "10.1.0.0/24"))["project_vpc_id"]!;
        while ((string?)(await stand.JsonAsync(Cancelled, "vpc", "get", "--project-vpc-id", vpc))["state"] != "ACTIVE")
        {
            Assert.True(patience.Elapsed.TotalMilliseconds < Ready, "The project VPC did not become ACTIVE.");
        }

        await stand.MustAsync(Cancelled, "service", "create", "my-pg", "-t", "pg", "-p", "hobbyist", "--project-vpc-id", vpc);
        var link = new Uri(stand.Environment["POSTERN_CONSOLE"]);
        await using var browser = await Browser.OpenAsync(link);
        var page = browser.Page;

        await page.GotoAsync(link.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Services", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("token", page.Url, StringComparison.Ordinal);
        await browser.PictureAsync("services");
        await page.GetByRole(AriaRole.Link, new() { Name = "my-pg" }).ClickAsync();
        await Expect(page.GetByText("RUNNING")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("overview");

        await SwitchOnAsync(page);
        await browser.PictureAsync("advanced");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Network" }).ClickAsync();
        await CreateAsync(page, browser);
        await EditPrincipalsAsync(page, browser);
        await DeleteAsync(page, browser);

        Assert.Equal("0/0/0", await stand.CountAsync(Cancelled));
        await SignOutAsync(page, browser);
        Assert.Empty(browser.Faults);
    }

    private static async Task SwitchOnAsync(IPage page)
    {
        await Button(page, "Add configuration option").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "privatelink_access.pg", Exact = false }).First.ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "privatelink_access.pg" }).CheckAsync(new() { Force = true });
        await Button(page, "Save advanced configuration").ClickAsync();
        await Expect(page.GetByText("not saved")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "privatelink_access.pg" })).ToBeCheckedAsync();
    }

    private static async Task CreateAsync(IPage page, Browser browser)
    {
        await Button(page, "Create Privatelink").ClickAsync();
        await page.GetByLabel("Principal 1", new() { Exact = true }).FillAsync("nobody");
        await Button(page, "Create").ClickAsync();
        await Expect(page.GetByText("principals: ")).ToBeVisibleAsync(); // the server's words, and what was typed is still there
        await Expect(page.GetByLabel("Principal 1", new() { Exact = true })).ToHaveValueAsync("nobody");
        await browser.PictureAsync("create-refused");
        await page.GetByLabel("Principal 1", new() { Exact = true }).FillAsync(First);
        await Button(page, "Create").ClickAsync();
        await Expect(page.GetByText("creating").Or(page.GetByText("active", new() { Exact = true })).First).ToBeVisibleAsync();
        await browser.PictureAsync("creating");
        await Expect(page.GetByText("active", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(page.GetByText(ServiceName()).First).ToBeVisibleAsync();
        await browser.PictureAsync("active");
    }

    private static async Task EditPrincipalsAsync(IPage page, Browser browser)
    {
        await Button(page, "Edit principals").ClickAsync();
        await Button(page, "Add principal").ClickAsync();
        await page.GetByLabel("Principal 2", new() { Exact = true }).FillAsync(Second);
        await browser.PictureAsync("principals");
        await Button(page, "Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = Second })).ToBeVisibleAsync();
    }

    private static async Task DeleteAsync(IPage page, Browser browser)
    {
        await Button(page, "Delete PrivateLink").ClickAsync();
        await browser.PictureAsync("delete");
        await Button(page, "Confirm").ClickAsync();
        await Expect(page.GetByText("This service has no PrivateLink.")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("deleted");
    }

    private static async Task SignOutAsync(IPage page, Browser browser)
    {
        await Button(page, "admin@postern.internal").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByLabel("Access token")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Access token")).ToBeVisibleAsync();
        await browser.PictureAsync("sign-in");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [GeneratedRegex(@"^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-[0-9a-f]{17}$")]
    private static partial Regex ServiceName();
}
