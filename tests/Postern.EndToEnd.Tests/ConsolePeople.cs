using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>Who may come in, and as what; and the other way in for networks.</summary>
internal sealed class ConsolePeople(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    public const string Developer = "dev@example.test";
    private const string Invited = "new@example.test", Password = "correct-horse-battery";

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
        await browser.PictureAsync("delete-peering");
        await _console.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
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
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Post, "/v1/project/demo/invite", stand.Environment["POSTERN_TOKEN"], new { user_email = Invited, member_type = "developer" }));
        await Expect(_console.Text(Invited)).ToBeVisibleAsync(); // the list hears of what others do
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
        await Expect(_page.GetByText("Service nothing was not found")).ToBeVisibleAsync();
        await browser.PictureAsync("missing");
    }

    /// <summary>The dialogs that nobody else opens, what there is while the server has not answered yet or cannot, and the pages of a telephone.</summary>
    public async Task LookAroundAsync()
    {
        await _console.OpenAsync("Project VPCs");
        await _console.LookAsync("create-vpc", _console.Button("Create VPC"));
        await _console.LookAsync("delete-vpc", _console.Button("Delete VPC 10.1.0.0/24"));
        await _console.OpenAsync("Members");
        await _console.LookAsync("invite", _console.Button("Invite"));
        await _console.LookAsync("change-role", _console.Button($"Change role of {Developer}"));
        await _console.LookAsync("remove-member", _console.Button($"Remove {Developer}"));
        await _console.LookAsync("withdraw-invitation", _console.Button($"Withdraw the invitation of {Invited}"));
        await _console.OpenAsync("Access tokens");
        await _console.LookAsync("create-token", _console.Button("Create token"));
        await _console.LookAsync("change-password", _console.Button("Change password"));
        await _console.LookAsync("revoke-token", _page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Revoke ") }).First);
        await browser.TelephoneAsync("navigation", () => _console.Button("Open pages").ClickAsync());
        await _console.OpenAsync("Events");
        await _page.RouteAsync("**/v1/project/demo/service?*", _ => Task.CompletedTask);
        await _console.OpenAsync("Services");
        await Expect(_page.GetByText("Loading services")).ToBeVisibleAsync();
        await browser.PictureAsync("services-loading");
        await _page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await _console.OpenAsync("Events");
        await _page.RouteAsync("**/v1/project/demo/service?*", route => route.FulfillAsync(new() { Status = 503, Json = new { message = "Not now" } }));
        await _console.OpenAsync("Services");
        await Expect(_page.GetByText("Not now")).ToBeVisibleAsync();
        await browser.PictureAsync("services-failed");
        await _page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await _console.Button("Try again").EvaluateAllAsync<object?>("buttons => buttons.forEach(button => button.click())"); // it is gone where news came meanwhile
        await Expect(_page.GetByText("No services yet")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await _console.OpenAsync("Events");
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
        await _page.Keyboard.PressAsync("Escape"); // a slip of the hand, which would leave, and forget
        await _console.Button("Access token").ClickAsync();
        await _page.Locator("input[name=token]").FillAsync(stand.Environment["POSTERN_TOKEN"]);
        await _console.Button("Sign in").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("half-typed");
        await _page.ReloadAsync();
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
        await _console.OpenAsync("Project settings");
        await Expect(_console.Button("Edit tags")).ToBeDisabledAsync();
        await _console.OpenAsync("Webhooks");
        await Expect(_page.GetByText("You may not do this")).ToBeVisibleAsync();
        await browser.PictureAsync("webhooks-forbidden");
        await Expect(_page.GetByText("This server")).ToHaveCountAsync(0);
        await _page.GotoAsync(new Uri(new Uri(_page.Url), "#/server/cells").ToString());
        await Expect(_page.GetByText("You may not do this")).ToBeVisibleAsync();
        await browser.PictureAsync("forbidden");
    }

    /// <summary>Somebody who is a member nowhere is told so.</summary>
    public async Task BelongNowhereAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("aivenv1", stand.Environment["POSTERN_TOKEN"]);
        using var answer = await client.PostAsJsonAsync("/v1/user", new { email = "nobody@example.test", real_name = "Nobody", password = Password }, cancellationToken);
        var token = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["token"]!;
        await _page.GotoAsync($"{stand.Environment["POSTERN_CONSOLE"].Split('#')[0]}#token={token}");
        await Expect(_page.GetByText("You are a member of no project")).ToBeVisibleAsync();
        await browser.PictureAsync("no-project");
    }

    public async Task GiveRoleAsync(string role) =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Put, $"/v1/project/demo/user/{Developer}", stand.Environment["POSTERN_TOKEN"], new { member_type = role }));

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, string token, object? body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("aivenv1", token);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }
}
