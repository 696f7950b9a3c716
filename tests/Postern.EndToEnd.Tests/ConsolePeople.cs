using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>Who may come in, and as what; and the other way in for networks.</summary>
internal sealed class ConsolePeople(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private const string Developer = "dev@example.test", Password = "correct-horse-battery";

    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>Peering is asked for, waits for the peer, and is taken back.</summary>
    public async Task PeerAsync()
    {
        var peer = (string)(await stand.AwsAsync(cancellationToken, "ec2", "create-vpc", "--cidr-block", "10.77.0.0/16"))["Vpc"]!["VpcId"]!;
        await stand.MustAsync(cancellationToken, "vpc", "create", "--cloud", stand.Environment["POSTERN_CLOUD"], "--network-cidr", "10.1.0.0/24");
        await _console.OpenAsync("Project VPCs");
        await Expect(_console.Text("ACTIVE")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await _page.GetByRole(AriaRole.Row, new() { Name = "10.1.0.0/24" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await _console.Button("Create peering connection").ClickAsync();
        await _page.GetByLabel("AWS account of the peer").FillAsync("012345678901");
        await _page.GetByLabel("VPC of the peer").FillAsync(peer);
        await browser.PictureAsync("create-peering");
        await _console.Button("Create").ClickAsync();
        await Expect(_console.Text("PENDING_PEER")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await browser.PictureAsync("peering");
        await _console.Button($"Delete peering connection with {peer}").ClickAsync();
        await _page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(_page.GetByText("No VPC is peered with this one")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
    }

    public async Task InviteAsync()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Post, "/v1/user", stand.Environment["POSTERN_TOKEN"], new { email = Developer, real_name = "Dev", password = Password }));
        await _console.OpenAsync("Members");
        await _console.Button("Invite").ClickAsync();
        await _page.GetByLabel("E-mail address").FillAsync(Developer);
        await _page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await Expect(_console.Text(Developer)).ToBeVisibleAsync();
        await browser.PictureAsync("members");
    }

    /// <summary>The token is shown once, works, and does not once it is revoked.</summary>
    public async Task MakeTokenAsync()
    {
        await _console.OpenAsync("Access tokens");
        await _console.Button("Create token").ClickAsync();
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Description" }).FillAsync("walk");
        await _console.Button("Create").ClickAsync();
        var token = await _page.GetByRole(AriaRole.Dialog, new() { Name = "Your new token" }).Locator(".code").InnerTextAsync();
        await browser.PictureAsync("token-once");
        await _console.Button("Done").ClickAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/me", token, null));
        await browser.PictureAsync("tokens");
        await _console.Button($"Revoke {token[..8]}").ClickAsync();
        await _console.Button("Revoke").ClickAsync();
        await Expect(_console.Text("walk")).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(HttpMethod.Get, "/v1/me", token, null));
    }

    /// <summary>What those see who run the server; and a place that is not there.</summary>
    public async Task OverseeAsync()
    {
        await _console.OpenAsync("Cells");
        await Expect(_console.Text("ElbCreate")).ToBeVisibleAsync();
        await Expect(_console.Text("network-load-balancers")).ToBeVisibleAsync();
        await browser.PictureAsync("cells");
        await _console.OpenAsync("All PrivateLinks");
        await Expect(_console.Text("No project has a PrivateLink yet.")).ToBeVisibleAsync();
        await browser.PictureAsync("all-privatelinks");
        await _page.GotoAsync(new Uri(new Uri(_page.Url), "#/project/demo/services/nothing/network").ToString());
        await Expect(_page.GetByText("Service nothing does not exist")).ToBeVisibleAsync();
        await browser.PictureAsync("missing");
    }

    /// <summary>A session that ends while somebody types takes nothing of it away.</summary>
    public async Task OutliveSessionAsync()
    {
        await _console.OpenAsync("Services");
        await _console.Link("Create service").First.ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("half-typed");
        await _page.Context.ClearCookiesAsync();
        await _console.Button("Create service").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Dialog, new() { Name = "Your session has ended" })).ToBeVisibleAsync();
        await browser.PictureAsync("session-ended");
        await _console.Button("Access token").ClickAsync();
        await _page.Locator("input[name=token]").FillAsync(stand.Environment["POSTERN_TOKEN"]);
        await _console.Button("Sign in").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("half-typed");
    }

    /// <summary>With a password; a developer looks, and changes nothing.</summary>
    public async Task SignInAsync()
    {
        await _page.GetByLabel("E-mail address").FillAsync(Developer);
        await _page.Locator("input[name=password]").FillAsync("wrong");
        await _console.Button("Sign in").ClickAsync();
        await Expect(_page.GetByText("Wrong e-mail address or password")).ToBeVisibleAsync();
        await browser.PictureAsync("sign-in-refused");
        await _page.Locator("input[name=password]").FillAsync(Password);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_console.Button(Developer)).ToBeVisibleAsync();
        await _console.OpenAsync("Members");
        await Expect(_console.Button("Invite")).ToBeDisabledAsync();
        await _console.OpenAsync("Project VPCs");
        await Expect(_console.Button("Create VPC")).ToBeDisabledAsync();
        await browser.PictureAsync("developer");
        await Expect(_page.GetByText("This server")).ToHaveCountAsync(0);
        await _page.GotoAsync(new Uri(new Uri(_page.Url), "#/server/cells").ToString());
        await Expect(_page.GetByText("You may not do this")).ToBeVisibleAsync();
        await browser.PictureAsync("forbidden");
    }

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, string token, object? body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("aivenv1", token);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }
}
