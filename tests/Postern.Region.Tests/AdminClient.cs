using System.Text;
using System.Text.Json.Nodes;

namespace Postern.Region.Tests;

/// <summary>The administration of a region under test.</summary>
internal sealed class AdminClient(RegionFixture region)
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(region.Url, "/_postern/" + path));
        request.Headers.Add("X-Postern", "1");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    /// <summary>Asks for a fault and gives its id.</summary>
    public async Task<string> FaultAsync(string json)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "faults", json);
        Assert.Equal(200, status);
        return (string)body["id"]!;
    }
}
