using System.Text;
using Confluent.Kafka;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Tests;

/// <summary>Clients that nobody here wrote sign in at the gateway, before brokers that know no SASL.</summary>
public sealed class SaslTests
{
    private const string User = "avnadmin", Password = "s3cret-word", Python = "/usr/bin/python3", Kcat = "/usr/bin/kcat";

    // SaslHandshake 1 for PLAIN with correlation id 2, SaslAuthenticate 0 with 3, SaslHandshake 0 with 4: no client ids.
    private static readonly byte[] Handshake = Request("00110001", 2, [0, 5, .. "PLAIN"u8]), Bare = Request("00110000", 4, [0, 5, .. "PLAIN"u8]);

    private static readonly byte[] Token = Encoding.UTF8.GetBytes($"\0{User}\0{Password}");

    private static byte[] Authenticate => Request("00240000", 3, [0, 0, 0, (byte)Token.Length, .. Token]);

    [Theory]
    [InlineData(Confluent.Kafka.SaslMechanism.Plain)]
    [InlineData(Confluent.Kafka.SaslMechanism.ScramSha256)]
    [InlineData(Confluent.Kafka.SaslMechanism.ScramSha512)]
    public async Task Confluent_SignsIn_AndReachesEveryBroker(Confluent.Kafka.SaslMechanism mechanism)
    {
        using var pem = Pem();
        await using var stand = Before(pem);
        using var producer = new ProducerBuilder<Null, byte[]>(Client(stand, pem, mechanism, Password)).Build();

        for (var partition = 0; partition < 4; partition++)
        {
            var written = await producer.ProduceAsync(new TopicPartition("safe", partition), new() { Value = [1] }, TestContext.Current.CancellationToken);
            Assert.Equal(PersistenceStatus.Persisted, written.Status);
        }
    }

    /// <summary>A gateway that signs clients in stands for a broker that does; the one before it passes SASL unread.</summary>
    [Fact]
    public async Task BrokerThatSignsInItself_IsLeftToIt()
    {
        await using var broker = Before(pem: null);
        await using var stand = new Stand(broker.AsBrokers);
        var config = new ProducerConfig { BootstrapServers = stand.Bootstrap, SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = Confluent.Kafka.SaslMechanism.ScramSha256, SaslUsername = User, SaslPassword = Password };
        using var producer = new ProducerBuilder<Null, byte[]>(config).Build();

        for (var partition = 0; partition < 4; partition++)
        {
            Assert.Equal(PersistenceStatus.Persisted, (await producer.ProduceAsync(new TopicPartition("safe", partition), new() { Value = [1] }, TestContext.Current.CancellationToken)).Status);
        }

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], RawClient.Metadata));
        Assert.Contains("before the client has signed in", await broker.Log.LineAsync("before"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Confluent.Kafka.SaslMechanism.Plain, User, "wrong password of avnadmin")]
    [InlineData(Confluent.Kafka.SaslMechanism.ScramSha256, User, "wrong password of avnadmin")]
    [InlineData(Confluent.Kafka.SaslMechanism.ScramSha512, "stranger", "no such user")]
    public async Task WrongPasswordOrName_IsToldSo_AndNoSecretIsInTheLog(Confluent.Kafka.SaslMechanism mechanism, string user, string logged)
    {
        using var pem = Pem();
        await using var stand = Before(pem);
        var told = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new AdminClientBuilder(new AdminClientConfig(Client(stand, pem, mechanism, "an0ther-word")) { SaslUsername = user }).SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) =>
            {
                if (error.Code == ErrorCode.Local_Authentication)
                {
                    told.TrySetResult(error);
                }
            }).Build();

        Assert.Contains("Authentication failed", (await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Reason, StringComparison.Ordinal);

        var line = await stand.Log.LineAsync("not signed in");
        Assert.Contains(logged, line, StringComparison.Ordinal);
        Assert.DoesNotContain("word,", line + ",", StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", line, StringComparison.Ordinal);
    }

    /// <summary>At the same time, because they wait for their groups most of it. python3-kafka speaks version 0 of the handshake, after which tokens come bare; kafkajs version 1.</summary>
    [Fact]
    public async Task OtherClients_WriteReadAndHandTheirGroupOver()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/kafka"), "python3-kafka is not installed");
        using var pem = Pem();

        await Task.WhenAll(KcatAsync(), RunAsync(Python, "kafka_python.py", "SCRAM-SHA-256"), RunAsync(Python, "kafka_python.py", "PLAIN"), RunAsync("node", "kafkajs/client.mjs", "SCRAM-SHA-512"));

        // Debian's librdkafka is older than Confluent.Kafka's, and doubles a part of SCRAM's nonce.
        async Task KcatAsync()
        {
            Assert.SkipUnless(File.Exists(Kcat), "kcat is not installed");
            await using var stand = Before(pem);
            foreach (var mechanism in new[] { "SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN" })
            {
                await using var kcat = new WatchedProcess(Kcat, "-b", stand.Bootstrap, "-L", "-X", "security.protocol=SASL_SSL", "-X", $"ssl.ca.location={pem.Authority}", "-X", $"sasl.mechanisms={mechanism}", "-X", $"sasl.username={User}", "-X", $"sasl.password={Password}");
                Assert.Contains(await kcat.EndAsync(), line => line.Contains(" 3 brokers", StringComparison.Ordinal));
            }
        }

        async Task RunAsync(string program, string script, string mechanism)
        {
            await using var stand = Before(pem);
            await using var client = new WatchedProcess(program, Path.Combine(AppContext.BaseDirectory, "Clients", script), stand.Bootstrap, "300", Path.GetDirectoryName(pem.Authority)!, mechanism, User, Password);
            Assert.Contains(await client.EndAsync(), line => line.Contains(stand.Bootstrap, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Kcat_OfAMechanismThatIsNotOffered_IsToldWhichAre()
    {
        Assert.SkipUnless(File.Exists(Kcat), "kcat is not installed");
        using var pem = Pem();
        await using var stand = Before(pem);

        await using var kcat = new WatchedProcess(Kcat, "-b", stand.Bootstrap, "-L", "-m", "3", "-X", "security.protocol=SASL_SSL", "-X", $"ssl.ca.location={pem.Authority}", "-X", "sasl.mechanisms=OAUTHBEARER", "-X", "enable.sasl.oauthbearer.unsecure.jwt=true", "-X", "sasl.oauthbearer.config=principal=a");
        await kcat.LinesAsync(lines => lines.Any(line => line.Contains("PLAIN,SCRAM-SHA-256,SCRAM-SHA-512", StringComparison.Ordinal)));
        await stand.Log.LineAsync("it asks for a mechanism that is none of");
    }

    [Fact]
    public async Task BeforeSignIn_NothingButVersionsIsAnswered()
    {
        await using var stand = Before(pem: null);

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], RawClient.Metadata));
        Assert.Contains("request 3 version 1 comes before the client has signed in", await stand.Log.LineAsync("before"), StringComparison.Ordinal);
        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], Convert.FromHexString("0000000C0000000900000001FFFF0001"))); // Produce
        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], Authenticate)); // without a handshake

        var versions = await RawClient.AskAsync(stand.Ports[0], RawClient.ApiVersions);
        Assert.Contains("001100000001", Convert.ToHexString(versions), StringComparison.Ordinal); // SaslHandshake 0 to 1
        Assert.Contains("002400000002", Convert.ToHexString(versions), StringComparison.Ordinal); // SaslAuthenticate 0 to 2
    }

    [Fact]
    public async Task AfterSignIn_RequestsGoToTheBroker_AndSaslIsOver()
    {
        await using var stand = Before(pem: null);
        using var client = await RawClient.ConnectAsync(stand.Ports[0]);

        await client.SendAsync((byte[])[.. Handshake, .. Authenticate, .. RawClient.Metadata]);

        Assert.StartsWith("000000020000", Convert.ToHexString(await RawClient.AnswerAsync(client)), StringComparison.Ordinal);
        Assert.Equal("000000030000FFFF00000000", Convert.ToHexString(await RawClient.AnswerAsync(client)));
        Assert.StartsWith("00000001", Convert.ToHexString(await RawClient.AnswerAsync(client)), StringComparison.Ordinal);
        await client.SendAsync(Handshake);
        await stand.Log.LineAsync("request 17 comes after the client has signed in");
    }

    /// <summary>After version 0 of the handshake.</summary>
    [Fact]
    public async Task BareTokens_SignIn_AndARefusalEndsTheConnection()
    {
        await using var stand = Before(pem: null);
        using var client = await RawClient.ConnectAsync(stand.Ports[0]);

        await client.SendAsync((byte[])[.. Bare, .. Framed(Token), .. RawClient.Metadata]);
        Assert.StartsWith("000000040000", Convert.ToHexString(await RawClient.AnswerAsync(client)), StringComparison.Ordinal);
        Assert.Empty(await RawClient.AnswerAsync(client));
        Assert.StartsWith("00000001", Convert.ToHexString(await RawClient.AnswerAsync(client)), StringComparison.Ordinal);

        Assert.Equal(51, (await RawClient.SendAsync(stand.Ports[0], [.. Bare, .. Framed("\0avnadmin\0wrong"u8.ToArray())])).Length); // the handshake's answer, and no more
    }

    [Theory]
    [InlineData("00010000")] // 64 KiB and more
    [InlineData("FFFFFFFF")]
    [InlineData("00000002AABB")]
    [InlineData("0000000C00110001000000027FFF0005")] // a client id of 32 KiB that is not there
    public async Task HostileBytes_EndTheirConnection(string hex)
    {
        await using var stand = Before(pem: null);

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], Convert.FromHexString(hex + "00")));
        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], [.. Enumerable.Repeat(Convert.FromHexString(hex), 3).SelectMany(bytes => bytes)]));

        Assert.NotEmpty(await RawClient.AskAsync(stand.Ports[0], RawClient.ApiVersions));
    }

    [Fact]
    public async Task File_OfUsersThatTheProgramPrinted_IsRead()
    {
        using var folder = new PemFiles();
        var path = Path.Combine(Path.GetDirectoryName(folder.Authority)!, "users.json");
        await using var program = new WatchedProcess(Path.Combine(AppContext.BaseDirectory, "Postern.Gateway"), "--user", User);
        await program.Input.WriteLineAsync(Password);
        var entry = string.Join('\n', await program.EndAsync());
        Assert.DoesNotContain(Password, entry, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, $$"""{"users":[{{entry}}]}""", TestContext.Current.CancellationToken);

        Assert.Equal(User, Postern.Gateway.Sasl.SaslMechanism.Plain.Begin(SaslFile.Read(path)).Next(Token).User);

        await File.WriteAllTextAsync(path, $$"""{"users":[{{entry.Replace("4096", "1", StringComparison.Ordinal)}}]}""", TestContext.Current.CancellationToken);
        Assert.Contains("iterations from 4096", Assert.Throws<ArgumentException>(() => SaslFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static PemFiles Pem()
    {
        var pem = new PemFiles();
        pem.Renew();
        return pem;
    }

    /// <param name="pem">Null for no TLS, which configurations do not allow.</param>
    private static Stand Before(PemFiles? pem) => new(listener => listener with { ClientTls = pem?.ForClients(mutual: false), Users = SaslUsersOf.Passwords((User, Password)) });

    private static ClientConfig Client(Stand stand, PemFiles pem, Confluent.Kafka.SaslMechanism mechanism, string password) => new()
    {
        BootstrapServers = stand.Bootstrap, SecurityProtocol = SecurityProtocol.SaslSsl, SslCaLocation = pem.Authority, SaslMechanism = mechanism, SaslUsername = User, SaslPassword = password,
    };

    private static byte[] Request(string keyAndVersion, byte correlationId, byte[] body) => Framed([.. Convert.FromHexString(keyAndVersion), 0, 0, 0, correlationId, 0xFF, 0xFF, .. body]);

    private static byte[] Framed(byte[] bytes) => [0, 0, 0, (byte)bytes.Length, .. bytes];
}
