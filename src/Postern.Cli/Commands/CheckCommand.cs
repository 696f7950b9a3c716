using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Postern.Cli.Checks;
using Postern.Cli.Output;

namespace Postern.Cli.Commands;

/// <summary><c>check FILE</c>: what a customer runs inside their network, without an account.</summary>
internal static class CheckCommand
{
    private const string PasswordVariable = "POSTERN_CHECK_PASSWORD";

    public static Command Create(CliContext context)
    {
        var path = new Argument<string>("FILE") { Description = "What `postern service check-file` printed" };
        var certificate = new Option<string?>("--client-cert") { Description = "Certificate (PEM) to show to Kafka brokers, which then tell where they are", HelpName = "FILE" };
        var key = new Option<string?>("--client-key") { Description = "Its key (PEM)", HelpName = "FILE" };
        var user = new Option<string?>("--username", "-u") { Description = $"User to sign in as where Kafka brokers ask for it by SASL; the password is in {PasswordVariable}", HelpName = "USER" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var format = new Option<string?>("--format") { Description = "Print each finding by a format such as '{target} {verdict}'", HelpName = "FORMAT" };
        var limit = new Option<double>("--timeout") { Description = "How long each look may take, in seconds", DefaultValueFactory = _ => 5, HelpName = "SECONDS" };
        var command = new Command("check", "Check from here that a service can be reached; needs no account; ends with 1 where something is broken") { path, certificate, key, user, json, format, limit };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = CheckFile.Read(parse.GetRequiredValue(path));
            using var own = Own(parse.GetValue(certificate), parse.GetValue(key));
            var checker = new Checker(file, own, Login(context, parse.GetValue(user)), TimeSpan.FromSeconds(parse.GetValue(limit)), context.Clock);
            var looks = await Task.WhenAll(file.Targets.Select(async target => (target, findings: await checker.CheckAsync(target, cancellationToken))));
            var rows = looks.SelectMany(look => look.findings.Select(finding => (JsonNode)finding.ToJson(look.target)));
            new Printer(context, parse.GetValue(json), parse.GetValue(format)).PrintMany(new JsonArray([.. rows]), "target", "check", "verdict", "evidence");
            Advise(context, looks);
            var broken = looks.Where(look => look.findings.Any(finding => finding.IsBroken)).Select(look => look.target.ToString()).ToList();
            if (broken.Count > 0)
            {
                throw new CliException($"{broken.Count} of {looks.Length} addresses of {file.Service} cannot be used from here: {string.Join(", ", broken)}.");
            }

            var unread = looks.Where(look => look.target.Protocol == "kafka" && !look.findings.Any(finding => finding.Check == "metadata")).Select(look => look.target.Method == "sasl").Distinct().Order().ToList();
            context.Next(unread.Count > 0
                ? $"where the brokers send their clients is told to those who sign in: repeat it with {string.Join(" and ", unread.Select(isSasl => isSasl ? $"{PasswordVariable}=… and --username USER" : "--client-cert FILE --client-key FILE"))}"
                : $"what connects to {file.Service} from here and fails all the same has another mistake: user, password or database");
        });
        return command;
    }

    private static void Advise(CliContext context, IEnumerable<(CheckTarget Target, IReadOnlyList<Finding> Findings)> looks)
    {
        foreach (var same in looks.SelectMany(look => look.Findings.Where(f => f.Advice is not null).Select(f => (look.Target, f.Advice))).GroupBy(f => f.Advice))
        {
            context.Next($"{string.Join(", ", same.Select(f => f.Target).Distinct())}: {same.Key}");
        }
    }

    private static SaslLogin? Login(CliContext context, string? user) =>
        user is null ? null : context.Variable(PasswordVariable) is { } password ? new SaslLogin(user, password)
        : throw new UsageException($"--username {user} needs the user's password in {PasswordVariable}.");

    private static X509Certificate2? Own(string? certificate, string? key)
    {
        if (certificate is null != key is null)
        {
            throw new UsageException("--client-cert and --client-key go together. Give both, or neither.");
        }

        try
        {
            return certificate is null ? null : X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (CryptographicException e)
        {
            throw new CliException($"{certificate} and {key} are no certificate and its key: {e.Message} `postern service user-creds-download` writes both.");
        }
    }
}
