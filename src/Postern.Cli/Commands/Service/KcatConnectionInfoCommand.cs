using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary><c>connection-info kcat</c>: the command line that reaches a Kafka service's brokers.</summary>
internal static class KcatConnectionInfoCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var (route, connection, user) = (ServiceArguments.Route(), ServiceArguments.Connection(), ServiceArguments.User());
        var method = new Option<string>("--kafka-authentication-method", "-a") { Description = "How kcat proves who it is", DefaultValueFactory = _ => "certificate", HelpName = "METHOD" };
        method.AcceptOnlyFromAmong("certificate", "sasl");
        var files = new CredentialFiles();
        var write = new Option<bool>("--write", "-W") { Description = "Write the files that the command names" };
        return new ApiCommand("kcat", "Print the kcat command", context) { service, route, connection, user, method, files.Ca, files.Certificate, files.Key, write }.Does(async (call, cancellationToken) =>
        {
            var lookup = ComponentLookup.Create(call.Value(route), call.Value(connection), "primary", "kafka") with { Method = call.Value(method) };
            var found = (await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken)).Object("service");
            var component = lookup.Find(found);
            var credentials = Credentials.Find(found, call.Value(user)!);
            if (call.Value(write))
            {
                await files.WriteAsync(call, credentials, folder: "", cancellationToken);
            }

            var (ca, certificate, key) = files.Of(call);
            string[] proof = lookup.Method == "certificate"
                ? ["security.protocol=SSL", $"ssl.ca.location={ca}", $"ssl.key.location={key}", $"ssl.certificate.location={certificate}"]
                : ["security.protocol=SASL_SSL", $"ssl.ca.location={ca}", "sasl.mechanisms=SCRAM-SHA-256", $"sasl.username={credentials.User}", $"sasl.password={credentials.Password}"];
            string[] line = ["kcat", "-b", $"{component.Required("host")}:{component.Required("port")}", .. proof.SelectMany(setting => new[] { "-X", setting })];
            context.Out.WriteLine(Local.Shell.Line(line));
            context.NextOnTerminal(call.Value(write) ? "run it with -L: it lists the brokers" : $"postern service user-creds-download {call.Value(service)}, for the files that it names");
        });
    }
}
