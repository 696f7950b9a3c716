using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;
using Postern.Server.Tests.Store;

namespace Postern.Server.Tests.Api;

/// <summary>
/// Every call that the API describes, which is every call that it has, with paths, queries and bodies that nobody should send: the answer is what the call describes or a refusal in the envelope,
/// never a fault of the server, and a refusal leaves everything as it was. <c>POSTERN_TEST_HOSTILE=N</c> makes N requests of each call.
/// </summary>
public sealed class HostileRequestTests
{
    /// <summary>What changes by being asked: who was refused, when a token was last used, how often a webhook was tried.</summary>
    private static readonly string[] Touched = ["Events", "AccessTokens", "Cells", "WebhookDeliveries", "__EFMigrationsHistory", "__EFMigrationsLock", "sqlite_sequence"];

    private static readonly int PerCall = int.Parse(Environment.GetEnvironmentVariable("POSTERN_TEST_HOSTILE") ?? "8", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task AnyCall_WithAnything_IsAnsweredInTheEnvelope_AndARefusalChangesNothing(Database database)
    {
        (string, string)[] limits = [("Postern:Api:TokenRate", "0"), ("Postern:Api:StrangerRate", "0")];
        await using var server = await TestServer.StartAsync(database == Database.Sqlite ? limits : [.. limits, ("Postern:Store:PostgreSql", await PostgresCluster.NewDatabaseAsync())]);
        await FurnishAsync(server);
        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        var calls = Calls(document).ToList();
        Assert.True(calls.Count > 80, $"only {calls.Count} calls are described");

        var faults = new List<string>();
        foreach (var call in calls)
        {
            var pcg = new PCG(17, (ulong)calls.IndexOf(call));
            var requests = call.Requests(document);
            for (var i = 0; i < PerCall; i++)
            {
                var request = requests.Generate(pcg, null, out _);
                faults.AddRange((await FaultsAsync(server, request)).Select(fault => $"{fault}\n  {request}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    /// <summary>Those that end what the others need come last.</summary>
    private static IEnumerable<HostileCall> Calls(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        let method = operation.Key.ToUpperInvariant()
        orderby method == "DELETE" || path.Key.EndsWith("expire_tokens", StringComparison.Ordinal), path.Key.Length descending
        select new HostileCall(
            method, path.Key, [.. operation.Value!["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!)],
            operation.Value["requestBody"]?["content"]!["application/json"]!["schema"]!.AsObject());

    private static async Task FurnishAsync(TestServer server)
    {
        await server.ServiceAsync();
        HostileRequests.VpcId = (await server.GetAsync("/v1/project/demo/vpcs")).Array("vpcs")[0]!["project_vpc_id"]!.GetValue<string>();
        foreach (var type in new[] { "kafka", "mysql" })
        {
            Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v1/project/demo/service", $$"""{"service_name":"my-{{type}}","service_type":"{{type}}","plan":"business-4","project_vpc_id":"{{HostileRequests.VpcId}}"}""")).Status);
        }

        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(TestServer server, HostileRequest wanted)
    {
        var before = await PictureAsync(server);
        using var request = new HttpRequestMessage(new HttpMethod(wanted.Call.Method), new Uri(server.Http.BaseAddress + wanted.Target.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("Authorization", "aivenv1 " + TestServer.AdminToken);
        request.Content = wanted.Body is null ? null : new ByteArrayContent(wanted.Body);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return [];
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await server.EnsureAdminTokenAsync();
        if (response.StatusCode == HttpStatusCode.OK)
        {
            await server.HoldAsync(request.Method, request.RequestUri!.AbsolutePath, JsonNode.Parse(text)!);
            return [];
        }

        // AWS does not answer in this test: 503 says so.
        return
        [
            .. response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
                or HttpStatusCode.MethodNotAllowed or HttpStatusCode.ServiceUnavailable ? Array.Empty<string>() : [$"answered {(int)response.StatusCode}"],
            .. IsEnvelope(text, (int)response.StatusCode) ? Array.Empty<string>() : [$"{(int)response.StatusCode} is not in the envelope: {text}"],
            .. await PictureAsync(server) == before ? Array.Empty<string>() : [$"{(int)response.StatusCode} changed something"],
        ];
    }

    private static bool IsEnvelope(string text, int status) =>
        text.StartsWith('{') && JsonNode.Parse(text) is JsonObject body && body["message"]?.GetValue<string>().Length > 0 && body["errors"] is JsonArray { Count: > 0 } errors
        && errors.All(error => error!["status"]!.GetValue<int>() == status && error["message"]!.GetValue<string>().Length > 0 && error["error_code"]!.GetValue<string>().Length > 0);

    /// <summary>A digest of everything that is stored.</summary>
    private static async Task<string> PictureAsync(TestServer server)
    {
        await using var db = await server.Get<IDbContextFactory<StoreContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetSchemaQualifiedTableName()!).Distinct().Except(Touched).Order(StringComparer.Ordinal))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of our own tables
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            await AppendAsync(digest, rows);
        }

        return Convert.ToHexString(digest.GetHashAndReset());
    }

    private static async Task AppendAsync(IncrementalHash digest, DbDataReader rows)
    {
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            for (var i = 0; i < rows.FieldCount; i++)
            {
                digest.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{rows.GetValue(i)}|")));
            }
        }
    }
}
