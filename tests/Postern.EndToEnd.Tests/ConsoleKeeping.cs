using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>What keeps a service and its project going: users, backups, nodes, settings, webhooks, and what becomes of the console where its server was upgraded meanwhile.</summary>
internal sealed class ConsoleKeeping(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    private readonly IPage _page = browser.Page;
    private readonly ConsolePage _console = new(browser);

    /// <summary>The parts that come later are asked for now, and are not there any more: the page says so, and helps.</summary>
    public async Task OutliveUpgradeAsync()
    {
        await _page.ReloadAsync(); // whoever was here before has them
        await Expect(_page.GetByRole(AriaRole.Tablist)).ToBeVisibleAsync();
        await _page.RouteAsync("**/console/part-*", route => route.FulfillAsync(new() { Status = 404, ContentType = "application/json", Body = "{}" }));
        await GoAsync("services/my-pg/users");
        await Expect(_page.GetByText("This part of the console could not be loaded")).ToBeVisibleAsync();
        await browser.PictureAsync("part-missing");
        await _console.Tab("Overview").ClickAsync(); // all else goes on
        await Expect(_page.GetByText("Connection information")).ToBeVisibleAsync();
        await _console.Tab("Users").ClickAsync();
        await _page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await _console.Button("Reload the page").ClickAsync();
        await Expect(_console.Button("Create user")).ToBeVisibleAsync();
    }

    /// <summary>A user is made, gets a password that somebody chose, and signs in with it; then they are gone.</summary>
    public async Task UsersAsync()
    {
        await _console.Button("Create user").ClickAsync();
        await _page.GetByLabel("Name of the user").FillAsync("pg_nobody");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByText("username is 'pg_nobody'")).ToBeVisibleAsync();
        await browser.PictureAsync("create-user");
        await _page.GetByLabel("Name of the user").FillAsync("app");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_console.Dialog).ToHaveCountAsync(0);
        await _console.Button("Reset credentials of app").ClickAsync();
        await _page.Locator("#dialog input").FillAsync("chosen-for-the-app");
        await browser.PictureAsync("reset-user");
        await Expect(_console.Dialog.GetByText("chosen-for-the-app")).ToHaveCountAsync(0); // not in the command either
        await _console.Button("Reset").ClickAsync();
        await Expect(_console.Dialog).ToHaveCountAsync(0);
        await Expect(_console.Text("chosen-for-the-app")).ToHaveCountAsync(0);
        await _console.Button("Show password of app").ClickAsync();
        await Expect(_console.Text("chosen-for-the-app")).ToBeVisibleAsync();
        await browser.PictureAsync("users");
        await _console.Button("Delete user app").ClickAsync();
        await browser.PictureAsync("delete-user");
        await _console.Button("Delete").ClickAsync();
        await Expect(_console.Text("app")).ToHaveCountAsync(0);
    }

    /// <summary>A backup begins another service; what cannot be is said, and nothing of what was typed is lost.</summary>
    public async Task ForkAsync()
    {
        await _console.Tab("Backups").ClickAsync();
        await browser.PictureAsync("backups");
        await _page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Fork service my-pg from base-") }).ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("my-pg");
        await _console.Button("Create fork").ClickAsync();
        await Expect(_page.GetByText("Service my-pg already exists")).ToBeVisibleAsync();
        await browser.PictureAsync("fork");
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("my-copy");
        await _console.Button("Create fork").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "my-copy" })).ToBeVisibleAsync();
        Assert.Equal("my-pg", (string?)(await stand.JsonAsync(cancellationToken, "service", "get", "my-copy"))["user_config"]!["service_to_fork_from"]);
    }

    /// <summary>Nodes that Postern made, and those that an operator registers, with the token of their gateways.</summary>
    public async Task NodesAsync()
    {
        await GoAsync("services/my-pg/nodes");
        await Expect(_console.Text("running")).ToBeVisibleAsync();
        await browser.PictureAsync("nodes");
        await stand.MustAsync(cancellationToken, "service", "create", "my-kafka", "-t", "kafka", "-p", "business-4", "-c", "kafka_version=4.0", "-c", "kafka_authentication_methods.sasl=true");
        await GoAsync("services/my-kafka/nodes");
        await _console.Button("Register node").ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("b-1");
        await _page.GetByLabel("Address", new() { Exact = true }).FillAsync("8.8.8.8");
        await _page.GetByLabel("Ports", new() { Exact = true }).FillAsync("kafka 9092");
        await _page.Locator("#dialog input[inputmode=numeric]").FillAsync("1");
        await _console.Button("Register").ClickAsync();
        await Expect(_page.GetByText("nodes[0].address is '8.8.8.8'")).ToBeVisibleAsync();
        await browser.PictureAsync("register-node");
        await _page.GetByLabel("Address", new() { Exact = true }).FillAsync("10.1.0.20");
        await _console.Button("Register").ClickAsync();
        await Expect(_console.Dialog).ToHaveCountAsync(0);
        await Expect(_console.Text("placed")).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready }); // told by the one stream
        await browser.PictureAsync("nodes-registered");
        await _console.Button("New gateway token").ClickAsync();
        await _console.Button("Make token").ClickAsync();
        await Expect(_page.GetByText("Copy it now")).ToBeVisibleAsync();
        await browser.PictureAsync("gateway-token");
        await _console.Button("Done").ClickAsync();
        await Expect(_console.Button("New gateway token")).ToBeFocusedAsync();
    }

    /// <summary>Where Kafka's clients sign in, and with what.</summary>
    public async Task KafkaAsync()
    {
        await _console.Tab("Users").ClickAsync();
        var file = await _page.RunAndWaitForDownloadAsync(() => _console.Button("Download service.key of avnadmin").ClickAsync());
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(await file.PathAsync(), cancellationToken), StringComparison.Ordinal);
        await browser.PictureAsync("users-kafka");
        await _console.Tab("Overview").ClickAsync();
        await Expect(_page.GetByText("Host of kafka, client certificate")).ToBeVisibleAsync();
        await browser.PictureAsync("overview-kafka");
    }

    /// <summary>Settings are changed one at a time, and the server's refusal of what they forbid is told; a setting that cannot be is told by the server's own words.</summary>
    public async Task SettingsAsync()
    {
        await GoAsync("services/my-kafka/settings");
        await _console.Button("Change termination protection").ClickAsync();
        await _console.Button("Protect").ClickAsync();
        await Expect(_console.Dialog).ToHaveCountAsync(0);
        await _console.Button("Edit tags").ClickAsync();
        await _page.GetByLabel("Name of tag 1").FillAsync("team");
        await _page.GetByLabel("Value of tag 1").FillAsync("data");
        await _page.ReloadAsync();
        await Expect(_page.GetByLabel("Value of tag 1")).ToHaveValueAsync("data");
        await _console.LookAsync("service-contacts", _console.Button("Change technical contacts")); // beside what is typed below
        await _console.Button("Save tags").ClickAsync();
        await Expect(_console.Text("team=data")).ToBeVisibleAsync();
        await browser.PictureAsync("service-settings");
        await _console.LookAsync("change-plan", _console.Button("Change plan"));
        await _console.Tab("Overview").ClickAsync();
        var filter = _page.Locator("textarea");
        await filter.FillAsync("10.0.0.0/8\nnonsense");
        await _console.Button("Save advanced configuration").ClickAsync();
        await Expect(_page.GetByText("user_config.ip_filter[1] is \"nonsense\"")).ToBeVisibleAsync();
        await browser.PictureAsync("setting-refused");
        await filter.FillAsync("10.0.0.0/8\n");
        await _console.Button("Save advanced configuration").ClickAsync();
        await Expect(_page.GetByText("not saved")).ToHaveCountAsync(0);
        var service = await stand.JsonAsync(cancellationToken, "service", "get", "my-kafka");
        Assert.Equal(("""["10.0.0.0/8"]""", true), (service["user_config"]!["ip_filter"]!.ToJsonString(), (bool)service["termination_protection"]!));
    }

    /// <summary>The secret is shown once; what becomes of a message is told as it happens.</summary>
    public async Task WebhooksAsync()
    {
        await _console.OpenAsync("Webhooks");
        await Expect(_page.GetByText("No webhook yet")).ToBeVisibleAsync();
        await _console.Button("Create webhook").ClickAsync();
        await _page.GetByLabel("URL", new() { Exact = true }).FillAsync("https://127.0.0.1:9/hook");
        await _console.Button("Create").ClickAsync();
        await Expect(_console.Dialog.GetByText("url is 'https://127.0.0.1:9/hook', and")).ToBeVisibleAsync();
        await browser.PictureAsync("create-webhook");
        await _page.GetByLabel("URL", new() { Exact = true }).FillAsync("https://localhost:9/hook");
        await _console.Button("Create").ClickAsync();
        await Expect(_console.Dialog.Locator(".code")).ToContainTextAsync("whsec_");
        await browser.PictureAsync("webhook-secret");
        await _console.Button("Done").ClickAsync();
        await browser.PictureAsync("webhooks");
        await _console.Link("https://localhost:9/hook").ClickAsync();
        await _console.Button("Send a test").ClickAsync();
        await Expect(_page.GetByText("which is no address of the internet").First).ToBeVisibleAsync(new() { Timeout = ConsoleJourney.Ready });
        await browser.PictureAsync("webhook");
    }

    public async Task ProjectAsync()
    {
        await _console.OpenAsync("Project settings");
        var file = await _page.RunAndWaitForDownloadAsync(() => _console.Button("Download CA certificate").ClickAsync());
        Assert.Contains("BEGIN CERTIFICATE", await File.ReadAllTextAsync(await file.PathAsync(), cancellationToken), StringComparison.Ordinal);
        await browser.PictureAsync("project-settings");
        await _console.Button("Delete project").ClickAsync();
        await _page.GetByLabel("Name of the project").FillAsync("demo");
        await _console.Button("Delete").ClickAsync();
        await Expect(_page.GetByText("still has services or VPCs")).ToBeVisibleAsync();
        await browser.PictureAsync("delete-project");
        await _console.Button("Cancel").ClickAsync();
    }

    private async Task GoAsync(string place) => await _page.GotoAsync(new Uri(new Uri(_page.Url), $"#/project/demo/{place}").ToString());
}
