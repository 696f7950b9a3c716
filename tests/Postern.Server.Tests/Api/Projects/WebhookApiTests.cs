using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class WebhookApiTests
{
    private const string Webhooks = "/v1/project/demo/webhooks";

    [Fact]
    public async Task Webhook_ShowsItsSecretOnce_AndGoesWithItsDeliveries()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.PostAsync(Webhooks, """{"url":"https://hooks.example.test/a","description":"ours"}""");
        Assert.StartsWith("whsec_", made.Text("secret"), StringComparison.Ordinal);
        var listed = Assert.Single((await server.GetAsync(Webhooks)).Array("webhooks"))!;
        Assert.Equal("https://hooks.example.test/a", listed.Text("url"));
        Assert.DoesNotContain("whsec_", (await server.GetAsync(Webhooks)).Body.ToJsonString() + (await server.GetAsync("/v1/project/demo/events")).Body.ToJsonString(), StringComparison.Ordinal);

        var webhook = $"{Webhooks}/{listed.Text("webhook_id")}";
        Assert.Equal("pending", (await server.PostAsync(webhook + "/test", "")).Object("delivery").Text("state"));
        await server.ServiceAsync();
        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        Assert.Equal(["service_privatelink_create", "webhook_test"], (await server.GetAsync(webhook + "/deliveries")).Array("deliveries").Select(d => d!.Text("event_type")));
        var part = await server.GetAsync(webhook + "/deliveries?search=webhook_&limit=1");
        Assert.Equal((1, "webhook_test"), ((int)part.Body["total"]!, Assert.Single(part.Array("deliveries"))!.Text("event_type")));
        part = await server.GetAsync(webhook + "/deliveries?limit=1&offset=1");
        Assert.Equal((2, "webhook_test"), ((int)part.Body["total"]!, Assert.Single(part.Array("deliveries"))!.Text("event_type")));
        (await server.GetAsync(webhook + "/deliveries?limit=0")).Refused(HttpStatusCode.BadRequest);

        Assert.Equal(HttpStatusCode.OK, (await server.DeleteAsync(webhook)).Status);
        Assert.Equal($"Project demo has no webhook '{listed.Text("webhook_id")}'", (await server.GetAsync(webhook + "/deliveries")).Refused(HttpStatusCode.NotFound).Message);
        (await server.DeleteAsync(webhook)).Refused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Webhook_Wrong_IsToldAllAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync(Webhooks, """{"url":"http://169.254.169.254/","description":7}""");
        Assert.Equal(2, answer.Refused(HttpStatusCode.BadRequest).Array("errors").Count);
        Assert.Empty((await server.GetAsync(Webhooks)).Array("webhooks"));
    }

    [Fact]
    public async Task Webhooks_OfAProject_AreTenAtMost()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < WebhookRows.MostOfProject; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(Webhooks, """{"url":"https://hooks.example.test/a"}""")).Status);
        }

        (await server.PostAsync(Webhooks, """{"url":"https://hooks.example.test/a"}""")).Refused(HttpStatusCode.Conflict);
    }
}
