using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Tests;

public sealed class ClientProgramTests
{
    private static readonly Credentials User = new("o'neil", "pw-1", "CERT", "KEY");

    [Fact]
    public void Pg_OpensPsql_PasswordApart()
    {
        var program = For("timescale", "{\"host\":\"h\",\"port\":5}");

        Assert.Equal(["psql", @"host=h port=5 user='o\'neil' dbname='d' sslmode=require"], program.Line);
        Assert.Equal("pw-1", program.Secrets["PGPASSWORD"]);
    }

    [Theory]
    [InlineData("certificate", "security.protocol=SSL\nssl.certificate.location=/x/service.crt\nssl.key.location=/x/service.key\nssl.ca.location=/x/ca.pem\n")]
    [InlineData("sasl", "security.protocol=SASL_SSL\nsasl.mechanisms=SCRAM-SHA-256\nsasl.username=o'neil\nsasl.password=pw-1\nssl.ca.location=/x/ca.pem\n")]
    public void Kafka_OpensKcat_SecretsInItsFile(string method, string file)
    {
        var program = For("kafka", $$"""{"host":"h","port":5,"kafka_authentication_method":"{{method}}"}""");

        Assert.Equal(["kcat", "-F", "/x/kcat.conf", "-b", "h:5"], program.Line);
        Assert.Equal(file, program.Files["kcat.conf"]);
        Assert.Equal(method == "certificate", program.Files.ContainsKey("service.key"));
    }

    [Fact]
    public void Valkey_OpensRedisCli_PasswordApart()
    {
        var program = For("valkey", "{\"host\":\"h\",\"port\":5}");

        Assert.Equal(["redis-cli", "--tls", "-h", "h", "-p", "5", "--user", "o'neil"], program.Line);
        Assert.Equal("pw-1", program.Secrets["REDISCLI_AUTH"]);
    }

    [Fact]
    public void OtherType_SaysWhatConnectOpens() =>
        Assert.Contains("my-1 is grafana", Assert.Throws<CliException>(() => For("grafana", "{\"host\":\"h\",\"port\":5}")).Message, StringComparison.Ordinal);

    private static ClientProgram For(string type, string component) =>
        ClientProgram.For(new JsonObject { ["service_name"] = "my-1", ["service_type"] = type }, JsonNode.Parse(component)!.AsObject(), User, "d", "/x");
}
