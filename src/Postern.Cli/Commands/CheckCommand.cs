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
    public static Command Create(CliContext context)
    {
        var path = new Argument<string>("FILE") { Description = "What `postern service check-file` printed" };
        var certificate = new Option<string?>("--client-cert") { Description = "Certificate (PEM) to show to Kafka brokers, which then tell where they are", HelpName = "FILE" };
        var key = new Option<string?>("--client-key") { Description = "Its key (PEM)", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var format = new Option<string?>("--format") { Description = "Print each finding by a format such as '{target} {verdict}'", HelpName = "FORMAT" };
        var limit = new Option<double>("--timeout") { Description = "How long each look may take, in seconds", DefaultValueFactory = _ => 5, HelpName = "SECONDS" };
        var command = new Command("check", "Check from here that a service can be reached; needs no account; ends with 1 where something is broken") { path, certificate, key, json, format, limit };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = CheckFile.Read(parse.GetRequiredValue(path));
            using var own = Own(parse.GetValue(certificate), parse.GetValue(key));
            var checker = new Checker(file, own, TimeSpan.FromSeconds(parse.GetValue(limit)), context.Clock);
            var looks = await Task.WhenAll(file.Targets.Select(async target => (target, findings: await checker.CheckAsync(target, cancellationToken))));
            var rows = looks.SelectMany(look => look.findings.Select(finding => (JsonNode)finding.ToJson(look.target)));
            new Printer(context, parse.GetValue(json), parse.GetValue(format)).PrintMany(new JsonArray([.. rows]), "target", "check", "verdict", "evidence");
            Advise(context, looks);
            var broken = looks.Where(look => look.findings.Any(finding => finding.IsBroken)).Select(look => look.target.ToString()).ToList();
            if (broken.Count > 0)
            {
                throw new CliException($"{broken.Count} of {looks.Length} addresses of {file.Service} cannot be used from here: {string.Join(", ", broken)}.");
            }

            var isUnread = own is null && file.Targets.Any(target => target.Protocol == "kafka") && !looks.Any(look => look.findings.Any(finding => finding.Check == "metadata"));
            context.Next(isUnread
                ? "where the brokers send their clients is told to those who sign in: repeat it with --client-cert FILE --client-key FILE"
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
