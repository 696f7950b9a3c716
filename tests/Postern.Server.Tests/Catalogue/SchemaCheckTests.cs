using System.Text.Json.Nodes;
using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class SchemaCheckTests
{
    private static readonly SchemaCheck Check = new ServiceCatalogue(["16", "15"]).Find("pg")!.Check;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"pg_version":"15","ip_filter":["10.0.0.0/8","fd00::/8"],"service_log":null,"static_ips":false,"public_access":{"pg":true}}""")]
    public void Errors_Good_None(string json) => Assert.Empty(Errors(json));

    [Theory]
    [InlineData("""{"pg_version":"9"}""", "user_config.pg_version is \"9\". Use \"16\", \"15\"")]
    [InlineData("""{"pg_version":15}""", "user_config.pg_version must be of type string")]
    [InlineData("""{"pg_version":null}""", "user_config.pg_version must be of type string, not null")]
    [InlineData("""{"ip_filter":["10.0.0.1/8"]}""", "user_config.ip_filter[0] is \"10.0.0.1/8\"")]
    [InlineData("""{"ip_filter":"10.0.0.0/8"}""", "user_config.ip_filter must be of type array")]
    [InlineData("""{"public_access":{"kafka":true}}""", "user_config.public_access.kafka is not known")]
    [InlineData("""{"ip_filter":["10.0.0.0/8",7]}""", "user_config.ip_filter[1] must be of type string, not 7")]
    [InlineData("""{"pgbouncer":{"autodb_pool_size":5000000000}}""", "user_config.pgbouncer.autodb_pool_size is 5000000000; the most is 80")]
    [InlineData("""{"pgbouncer":{"autodb_pool_size":-1}}""", "user_config.pgbouncer.autodb_pool_size is -1; the least is 0")]
    [InlineData("""{"pgbouncer":{"autodb_pool_size":1e400}}""", "user_config.pgbouncer.autodb_pool_size must be of type integer")]
    [InlineData("""{"service_log":"on"}""", "user_config.service_log must be of type boolean or null")]
    public void Errors_Bad_SayWhereAndWhat(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Errors(json)), StringComparison.Ordinal);

    [Fact]
    public void Errors_Several_AllAtOnce() =>
        Assert.Equal(4, Errors("""{"a":1,"pg_version":1,"public_access":{"pg":"x"},"ip_filter":["10.0.0.0/8",true]}""").Count);

    private static IReadOnlyList<string> Errors(string json) => Check.Errors(JsonNode.Parse(json)!.AsObject(), "user_config");
}
