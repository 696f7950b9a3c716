using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Server.Tests.Api.Projects;

public sealed class ProjectApiTests
{
    [Fact]
    public async Task List_HasTheKeysThatClientsLookUp()
    {
        await using var server = await TestServer.StartAsync();
        var project = (await server.GetAsync("/v1/project")).Array("projects").Single()!.AsObject();
        Assert.Equal("demo", project["project_name"]!.GetValue<string>());
        Assert.Equal(TestServer.Cloud, project["default_cloud"]!.GetValue<string>());
        Assert.All(["account_id", "billing_currency", "vat_id", "billing_extra_text", "tags", "tech_emails", "tenant_id", "trial_expiration_time"], key => Assert.True(project.ContainsKey(key), key));
        Assert.Equal("0.00", project["available_credits"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(9999)]
    [InlineData(29001)]
    public void Bootstrap_ABasePortThatNoProjectMayHave_IsNamed(int port) =>
        Assert.Equal($"Postern:Bootstrap:BasePort is {port}. Use 10000 to 29000, or leave it out to have one chosen.", BootstrapOptions.Mistake(new BootstrapOptions { BasePort = port }));

    [Fact]
    public async Task Bootstrap_BasePort_IsWhereTheFirstServicesPortsBegin()
    {
        await using var server = await TestServer.StartAsync(("Postern:Bootstrap:BasePort", "12345"));
        Assert.Equal(12345, (await server.ServiceAsync()).Port);
    }

    [Fact]
    public async Task Ca_IsACertificateAuthorityAndStays()
    {
        await using var server = await TestServer.StartAsync();
        var pem = (await server.GetAsync("/v1/project/demo/kms/ca")).Text("certificate");
        using var certificate = X509Certificate2.CreateFromPem(pem);
        Assert.True(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        await Bootstrap.RunAsync(server.Services, TestContext.Current.CancellationToken);
        Assert.Equal(pem, (await server.GetAsync("/v1/project/demo/kms/ca")).Text("certificate"));
    }

    [Fact]
    public async Task Tags_PutThenGet_AreThere()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync("/v1/project/demo/tags", """{"tags":{"team":"data","old":null}}""")).Status);
        Assert.Equal("""{"team":"data"}""", (await server.GetAsync("/v1/project/demo/tags")).Object("tags").ToJsonString());
    }

    [Fact]
    public async Task Events_AreNewestFirst()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        var types = (await server.GetAsync("/v1/project/demo/events?limit=2")).Array("events").Select(e => e!["event_type"]!.GetValue<string>());
        Assert.Equal(["service_create", "vpc_create"], types);
    }

    [Theory]
    [InlineData("/v1/project/demo/static-ips", "static_ips")]
    [InlineData("/v1/project/demo/privatelink-availability", "privatelink_availability")]
    [InlineData("/v1/project/demo/clouds", "clouds")]
    [InlineData("/v1/project/demo/users", "users")]
    [InlineData("/v1/service_versions", "service_versions")]
    public async Task List_IsWrapped(string path, string wrapper)
    {
        await using var server = await TestServer.StartAsync();
        Assert.NotNull((await server.GetAsync(path)).Array(wrapper));
    }

    [Fact]
    public async Task ServiceTypes_BothSpellings_HaveASchemaWithATypeInEachProperty()
    {
        await using var server = await TestServer.StartAsync();
        var flat = (await server.GetAsync("/v1/project/demo/service-types/pg")).Object("user_config_schema");
        var wrapped = (await server.GetAsync("/v1/project/demo/service_types")).Object("service_types")["pg"]!;
        Assert.Equal(flat.ToJsonString(), wrapped["user_config_schema"]!.ToJsonString());
        Assert.All(flat["properties"]!.AsObject(), property => Assert.NotNull(property.Value!["type"]));
        Assert.NotNull(wrapped["service_plans"]!.AsArray()[0]!["regions"]![TestServer.Cloud]!["price_usd"]);
        Assert.Equal(1, (await server.GetAsync("/v1/project/demo/service-types/pg/plans/startup-4")).Body["node_count"]!.GetValue<int>());
        (await server.GetAsync("/v1/project/demo/service-types/pgx")).Refused(HttpStatusCode.NotFound);
    }
}
