using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>The program that opens a service, without secrets on its command line, where every user of the machine could read them.</summary>
/// <param name="Line">Program and arguments; file names are relative to a folder of this run.</param>
/// <param name="Secrets">Variables that the program takes its password from.</param>
/// <param name="Files">Files that the arguments name, with their text; null stands for the project's certificate authority.</param>
internal sealed record ClientProgram(IReadOnlyList<string> Line, IReadOnlyDictionary<string, string> Secrets, IReadOnlyDictionary<string, string?> Files)
{
    private static readonly IReadOnlyDictionary<string, string> NoSecrets = new Dictionary<string, string>();
    private static readonly IReadOnlyDictionary<string, string?> NoFiles = new Dictionary<string, string?>();

    /// <summary>The component that a type of service is opened by.</summary>
    /// <exception cref="CliException">No program that we know opens this type.</exception>
    public static string ComponentOf(JsonObject service) => service.Text("service_type") switch
    {
        "pg" or "timescale" => "pg",
        "kafka" => "kafka",
        "valkey" or "redis" or "dragonfly" => service.Required("service_type"),
        var other => throw new CliException($"`connect` opens PostgreSQL, Kafka and Valkey; {service.Text("service_name")} is {other}. `postern service get -v {service.Text("service_name")}` shows host and port."),
    };

    /// <param name="folder">Where the files will be.</param>
    public static ClientProgram For(JsonObject service, JsonObject component, Credentials user, string database, string folder)
    {
        var (host, port) = (component.Required("host"), component.Required("port"));
        return ComponentOf(service) switch
        {
            "pg" => new(["psql", $"host={host} port={port} user={Quote(user.User)} dbname={Quote(database)} sslmode=require"], Secret("PGPASSWORD", user.Password), NoFiles),
            "kafka" => Kafka($"{host}:{port}", component.Text("kafka_authentication_method") != "sasl", user, folder),
            _ => new(["redis-cli", "--tls", "-h", host, "-p", port, "--user", user.User], Secret("REDISCLI_AUTH", user.Password), NoFiles),
        };
    }

    private static ClientProgram Kafka(string broker, bool byCertificate, Credentials user, string folder)
    {
        string In(string name) => Path.Combine(folder, name);
        string[] proof = byCertificate
            ? ["security.protocol=SSL", $"ssl.certificate.location={In("service.crt")}", $"ssl.key.location={In("service.key")}"]
            : ["security.protocol=SASL_SSL", "sasl.mechanisms=SCRAM-SHA-256", $"sasl.username={user.User}", $"sasl.password={user.Password}"];
        var files = new Dictionary<string, string?>
        {
            ["ca.pem"] = null,
            ["kcat.conf"] = string.Join('\n', [.. proof, $"ssl.ca.location={In("ca.pem")}", ""]),
        };
        if (byCertificate)
        {
            files["service.crt"] = user.Certificate ?? throw NoCertificate(user);
            files["service.key"] = user.Key ?? throw NoCertificate(user);
        }

        return new ClientProgram(["kcat", "-F", In("kcat.conf"), "-b", broker], NoSecrets, files);
    }

    private static CliException NoCertificate(Credentials user) => new($"User {user.User} has no certificate. Take another with -u USER.");

    private static Dictionary<string, string> Secret(string name, string? value) => value is null ? [] : new() { [name] = value };

    // libpq: a backslash escapes quote and backslash inside single quotes.
    private static string Quote(string value) => $"'{value.Replace(@"\", @"\\").Replace("'", @"\'")}'";
}
