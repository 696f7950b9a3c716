using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Postern.EndToEnd.Tests;

/// <summary>The article's steps, with its words, by somebody at the console and a customer at the AWS CLI.</summary>
internal sealed partial class ConsoleJourney(Stand stand, Browser browser, CancellationToken cancellationToken)
{
    public const float Ready = 120_000;
    private const string First = "arn:aws:iam::012345678901:user/mwf", Second = "arn:aws:iam::012345678901:role/reader";

    private readonly IPage _page = browser.Page;

    public async Task CreateServiceAsync()
    {
        await OpenAsync("Project VPCs");
        await Button("Create VPC").ClickAsync();
        await _page.GetByLabel("Network", new() { Exact = true }).FillAsync("10.1.0.0/24");
        await Button("Create").ClickAsync();
        await Expect(_page.GetByText("ACTIVE", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("vpcs");
        await OpenAsync("Services");
        await Link("Create service").First.ClickAsync();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("my-pg");
        await browser.PictureAsync("create-service");
        await Button("Create service").ClickAsync();
        await Expect(Text("RUNNING").First).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("overview");
    }

    /// <summary>By keyboard alone.</summary>
    public async Task CreatePrivatelinkAsync()
    {
        await Tab("Network").ClickAsync();
        await Button("Create Privatelink").FocusAsync();
        await _page.Keyboard.PressAsync("Enter");
        await Expect(Principal(1)).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("nobody");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByText("principals: ")).ToBeVisibleAsync(); // the server's words, and what was typed is still there
        await Expect(Principal(1)).ToHaveValueAsync("nobody");
        await browser.PictureAsync("create-refused");
        await Principal(1).FocusAsync();
        await _page.Keyboard.PressAsync("Control+A");
        await _page.Keyboard.TypeAsync(First);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await browser.PictureAsync("creating");
        await Expect(Text("active").First).ToBeVisibleAsync(new() { Timeout = Ready });
        await Expect(_page.GetByText(ServiceName()).First).ToBeVisibleAsync();
        await Expect(_page.GetByText("create load balancer pl-")).ToBeVisibleAsync(); // the steps name the AWS object
        await browser.PictureAsync("active");
    }

    /// <summary>Runs the very script that the page shows, as the customer; the page then knows of the endpoint by itself.</summary>
    public async Task<string> ConnectAsync()
    {
        var vpc = (string)(await stand.AwsAsync(cancellationToken, "ec2", "create-vpc", "--cidr-block", "10.1.0.0/16"))["Vpc"]!["VpcId"]!;
        await stand.AwsAsync(cancellationToken, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.1.1.0/24", "--availability-zone", "eu-west-1a");
        await _page.GetByLabel("Your VPC ID").FillAsync(vpc);
        var script = await _page.Locator(".code", new() { HasText = "create-vpc-endpoint" }).InnerTextAsync();

        // Debian's aws does not know AWS_ENDPOINT_URL.
        var local = $"aws() {{ /usr/bin/aws --endpoint-url {stand.Environment["AWS_ENDPOINT_URL"]} \"$@\"; }}\n";
        var run = await Run.OfAsync("sh", ["-c", local + script], stand.Environment, cancellationToken);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var endpoint = run.Output.Trim();
        await Expect(_page.GetByText($"{endpoint} is connected")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("connected");
        return vpc;
    }

    public async Task SwitchOnAsync()
    {
        await Tab("Overview").ClickAsync();
        await Button("Add configuration option").ClickAsync();
        await _page.GetByRole(AriaRole.Menuitem, new() { Name = "privatelink_access.pg" }).First.ClickAsync();
        await Switch.CheckAsync(new() { Force = true });
        await Button("Save advanced configuration").ClickAsync();
        await Expect(_page.GetByText("not saved")).ToHaveCountAsync(0);
        await Expect(Switch).ToBeCheckedAsync();
        await browser.PictureAsync("advanced");
        await Expect(Seen("1 of 1 target healthy")).ToBeVisibleAsync(new() { Timeout = Ready });
        await _page.GetByRole(AriaRole.Button, new() { Name = "privatelink", Exact = true }).ClickAsync();
        await Expect(_page.GetByText("privatelink-1-my-pg-demo.").First).ToBeVisibleAsync();
        await browser.PictureAsync("privatelink-route");
    }

    /// <summary>What the page shows is what the customer's psql needs.</summary>
    public async Task QueryAsync(string vpc)
    {
        await Button("Show service URI").ClickAsync();
        var uri = await _page.GetByText(new Regex("^postgres://avnadmin:[^•]+@privatelink-1-")).InnerTextAsync();
        Assert.Equal("42", (await stand.MustAsync(cancellationToken, "region", "exec", "--vpc", vpc, "--", "psql", uri, "-tAc", "select 6*7")).Trim());
        await Button("Hide service URI").ClickAsync();
    }

    public async Task EditPrincipalsAsync()
    {
        await Tab("Network").ClickAsync();
        await Button("Edit principals").ClickAsync();
        await Button("Add principal").ClickAsync();
        await Principal(2).FillAsync(Second);
        await browser.PictureAsync("principals");
        await Button("Save").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Text(Second)).ToBeVisibleAsync();
    }

    /// <summary>The server is killed and comes back: the page says so, keeps what was typed, and learns by itself what happened meanwhile.</summary>
    public async Task SurviveRestartAsync()
    {
        await _page.GetByLabel("Your VPC ID").FillAsync("vpc-typed");
        await stand.KillServerAsync(cancellationToken);
        await Expect(_page.GetByText("The server cannot be reached")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("lost");
        await Expect(_page.GetByText("The server cannot be reached")).ToHaveCountAsync(0, new() { Timeout = Ready });
        await Expect(_page.GetByLabel("Your VPC ID")).ToHaveValueAsync("vpc-typed");
        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "update", "--principal", First, "my-pg");
        await Expect(Text(Second)).ToHaveCountAsync(0);
    }

    public async Task DeleteAsync()
    {
        await Button("Delete PrivateLink").ClickAsync();
        await Expect(_page.GetByText("One connected endpoint is cut off")).ToBeVisibleAsync();
        await browser.PictureAsync("delete");
        await Button("Confirm").ClickAsync();
        await Expect(Button("Create Privatelink")).ToBeVisibleAsync(new() { Timeout = Ready });
        await browser.PictureAsync("deleted");
        await OpenAsync("Events");
        await Expect(_page.GetByText("PrivateLink is gone")).ToBeVisibleAsync();
        await browser.PictureAsync("events");
        await _page.GoBackAsync();
        await Expect(Tab("Network")).ToHaveAttributeAsync("aria-selected", "true");
    }

    public async Task SignOutAsync()
    {
        await Button("admin@postern.internal").ClickAsync();
        await _page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(_page.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await _page.ReloadAsync();
        await Expect(_page.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await browser.PictureAsync("sign-in");
    }

    /// <summary>A page of the side navigation, which closes when the window is as narrow as a telephone.</summary>
    private async Task OpenAsync(string name)
    {
        if (await Button("Open pages").IsVisibleAsync())
        {
            await Button("Open pages").ClickAsync();
        }

        await _page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
    }

    private ILocator Switch => _page.GetByRole(AriaRole.Checkbox, new() { Name = "privatelink_access.pg" });

    private ILocator Button(string name) => _page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Link(string name) => _page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private ILocator Tab(string name) => _page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    /// <summary>The pages of all tabs are in the document; this is what the reader sees of them.</summary>
    private ILocator Seen(string text) => _page.GetByText(text).Filter(new() { Visible = true }).First;

    private ILocator Text(string text) => _page.GetByText(text, new() { Exact = true });

    private ILocator Principal(int number) => _page.GetByLabel($"Principal {number}", new() { Exact = true });

    [GeneratedRegex(@"^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-[0-9a-f]{17}$")]
    private static partial Regex ServiceName();
}
