using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Tests;

public sealed class UserConfigTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(Answers.Type)!["user_config_schema"]!.AsObject();

    [Theory]
    [InlineData("privatelink_access.pg=true", """{"privatelink_access":{"pg":true}}""")]
    [InlineData("privatelink_access.pg=1", """{"privatelink_access":{"pg":true}}""")]
    [InlineData("privatelink_access.pg=false", """{"privatelink_access":{"pg":false}}""")]
    [InlineData("pg_version=17", """{"pg_version":"17"}""")]
    [InlineData("pg_version=a=b", """{"pg_version":"a=b"}""")]
    [InlineData("backup_hour=7", """{"backup_hour":7}""")]
    [InlineData("backup_hour=0x10", """{"backup_hour":16}""")]
    [InlineData("ratio=0.5", """{"ratio":0.5}""")]
    [InlineData("ip_filter=['10.0.0.0/8', '0.0.0.0/0']", """{"ip_filter":["10.0.0.0/8","0.0.0.0/0"]}""")]
    [InlineData("ip_filter=[\"10.0.0.0/8\"]", """{"ip_filter":["10.0.0.0/8"]}""")]
    [InlineData("ip_filter=10.0.0.0/8,0.0.0.0/0", """{"ip_filter":["10.0.0.0/8","0.0.0.0/0"]}""")]
    [InlineData("labels.team=blue", """{"labels":{"team":"blue"}}""")]
    public void Build_TypesComeFromTheSchema(string setting, string expected) =>
        Assert.Equal(expected, UserConfig.Build(Schema, [setting], []).ToJsonString());

    [Theory]
    [InlineData("privatelink_access.pg=yes", "`yes` is not true or false")]
    [InlineData("backup_hour=seven", "`seven` is not a whole number")]
    [InlineData("privatelink_access.pgx=true", "Did you mean privatelink_access.pg?")]
    [InlineData("labels.Team=x", "no such setting")]
    [InlineData("pg_version", "write it as KEY=VALUE")]
    public void Build_Mistake_IsNamedWithItsCure(string setting, string message) =>
        Assert.Contains(message, Assert.Throws<CliException>(() => UserConfig.Build(Schema, [setting], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Build_SeveralMistakes_AllAtOnce()
    {
        var message = Assert.Throws<CliException>(() => UserConfig.Build(Schema, ["backup_hour=x", "nothing_like_it=1"], ["privatelink_access.pg"])).Message;

        Assert.Contains("-c backup_hour", message, StringComparison.Ordinal);
        Assert.Contains("-c nothing_like_it", message, StringComparison.Ordinal);
        Assert.Contains("--remove-option privatelink_access.pg: it cannot be removed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_RemovalOfANullableSetting_IsNull() =>
        Assert.Equal("""{"backup_hour":null}""", UserConfig.Build(Schema, [], ["backup_hour"]).ToJsonString());
}
