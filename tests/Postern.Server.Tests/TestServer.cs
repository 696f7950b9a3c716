using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Postern.Server.Reconcile;
using Postern.Server.Store;
using Postern.Tests.Shared;

namespace Postern.Server.Tests;

/// <summary>The whole server on a port of its own, without the loop: results are what the test writes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string AdminToken = "admin-token-of-the-test", ReadOnlyToken = "read-only-token-of-the-test", Cloud = "aws-eu-west-1";

    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;
    private Lease? _lease;
    private AnswerCheck? _check;

    private TestServer(TemporaryFolder folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Keeps no cookies and follows no redirects: each test sends what it means to.</summary>
    public HttpClient Http { get; }

    /// <summary>What the start said on standard output.</summary>
    public required StringWriter Announced { get; init; }

    /// <summary>Where metrics are read, if the settings say so.</summary>
    public string MetricsUrl => _app.Urls.Last();

    public IServiceProvider Services => _app.Services;

    public static Task<TestServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(log: null, settings);

    /// <param name="log">Takes what the server logs, if somebody wants to read it.</param>
    public static async Task<TestServer> StartAsync(ILoggerProvider? log, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var app = ServerHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Postern:Data"] = folder.Path,
                ["Postern:Api:Url"] = "http://127.0.0.1:0",
                ["Postern:Aws:Endpoint"] = "http://127.0.0.1:1", // where nobody listens
                ["Postern:Aws:AccessKeyId"] = "AKIATEST",
                ["Postern:Aws:SecretAccessKey"] = "secret",
                ["Postern:Dns:HostedZone"] = "ZTEST",
                ["Postern:Bootstrap:Project"] = "demo",
                ["Postern:Bootstrap:BasePort"] = "17000", // one of chance would sometimes lie among the ports that connections have
                ["Postern:Bootstrap:AdminToken"] = AdminToken,
                ["Postern:Bootstrap:ReadOnlyToken"] = ReadOnlyToken,
            }).AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
            if (log is not null)
            {
                builder.Logging.AddProvider(log).AddFilter("Postern", LogLevel.Trace);
            }

            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(CellWorker)));
            builder.Services.AddSingleton<INamePublisher>(new NoNames());
        });
        var announced = new StringWriter();
        await Bootstrap.RunAsync(app.Services, CancellationToken.None, announced);
        await app.StartAsync();
        return new TestServer(folder, app) { Announced = announced };
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Sends, and holds a good answer against the served description of the API.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string? authorization = "aivenv1 " + AdminToken, string? contentType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return new Answer(response.StatusCode, "text/event-stream", []); // it has no end to wait for
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString(), JsonNode.Parse(text)!.AsObject());
        if (answer.Status == HttpStatusCode.OK && path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            await HoldAsync(method, path, answer.Body);
        }

        return answer;
    }

    /// <summary>Holds a good answer against the served description of the API.</summary>
    public async Task HoldAsync(HttpMethod method, string path, JsonNode answer)
    {
        _check ??= new AnswerCheck(JsonNode.Parse(await Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!);
        Assert.Equal([], _check.Mistakes(method, path, answer));
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Lease> LeaseAsync() =>
        _lease ??= (await Get<Leases>().TakeAsync(Cloud, "test", TimeSpan.FromHours(1), CancellationToken.None))!;

    /// <summary>A user, and a member of the project where a role is given.</summary>
    /// <returns>The authorization header of a token of theirs.</returns>
    public async Task<string> UserAsync(string email, Role? role)
    {
        await Get<UserRows>().CreateAsync(email, email, passwordHash: null, isAdministrator: false, CancellationToken.None);
        if (role is { } member)
        {
            await Get<MemberRows>().EnsureAsync("demo", email, member, CancellationToken.None);
        }

        return "aivenv1 " + (await Get<AccessTokens>().IssueAsync(email, "test", maxAgeSeconds: null, extendWhenUsed: false, manually: true, CancellationToken.None)).Full;
    }

    /// <summary>Where a test has revoked it.</summary>
    public Task EnsureAdminTokenAsync() => Get<AccessTokens>().EnsureAsync("admin@postern.internal", AdminToken, "of the test", CancellationToken.None);

    /// <summary>A project VPC that is ACTIVE.</summary>
    public async Task<string> VpcAsync(string cidr = "10.1.2.0/24")
    {
        var created = await PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"{{Cloud}}","network_cidr":"{{cidr}}","peering_connections":[]}""");
        var id = created.Text("project_vpc_id");
        var row = (await Get<VpcRows>().LoadAsync(id, CancellationToken.None))!;
        Assert.True(await Get<WorkRows<ProjectVpc>>().CompleteAsync(await LeaseAsync(), row, TimeSpan.FromHours(1), s => s
            .SetProperty(v => v.AwsVpcId, "vpc-1")
            .SetProperty(v => v.SubnetIds, ["subnet-1"])
            .SetProperty(v => v.SecurityGroupId, "sg-1")));
        return id;
    }

    /// <summary>A service in a project VPC of its own; its row.</summary>
    public async Task<Service> ServiceAsync(string name = "my-pg")
    {
        var created = await PostAsync("/v1/project/demo/service", $$"""{"service_name":"{{name}}","service_type":"pg","plan":"startup-4","project_vpc_id":"{{await VpcAsync()}}"}""");
        Assert.Equal(HttpStatusCode.OK, created.Status);
        return (await Get<ServiceRows>().FindAsync("demo", name, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

internal sealed record Answer(HttpStatusCode Status, string? ContentType, JsonObject Body)
{
    public string Text(string key) => Body[key]!.GetValue<string>();

    public JsonObject Object(string key) => Body[key]!.AsObject();

    public JsonArray Array(string key) => Body[key]!.AsArray();

    public string Message => Text("message");

    /// <summary>That it is a refusal in the envelope that clients know.</summary>
    public Answer Refused(HttpStatusCode status)
    {
        Assert.Equal(status, Status);
        Assert.All(Array("errors"), error =>
        {
            Assert.Equal((int)status, error!["status"]!.GetValue<int>());
            Assert.NotEmpty(error["message"]!.GetValue<string>());
            Assert.NotEmpty(error["error_code"]!.GetValue<string>());
        });
        Assert.NotEmpty(Message);
        return this;
    }
}
