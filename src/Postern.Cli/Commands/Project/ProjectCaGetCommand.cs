using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectCaGetCommand
{
    public static Command Create(CliContext context)
    {
        var target = new Option<string?>("--target-filepath") { Description = "File to write (default: standard output)", HelpName = "FILE" };
        return new ApiCommand("ca-get", "Get the certificate that signs the project's services", context) { target }.Does(async (call, cancellationToken) =>
        {
            var certificate = (await call.GetAsync(call.InProject("kms", "ca"), cancellationToken)).Required("certificate");
            if (call.Value(target) is { } file)
            {
                await File.WriteAllTextAsync(file, certificate, cancellationToken);
                call.Next($"psql \"$(postern service connection-info pg uri SERVICE)&sslrootcert={file}\", with sslmode=verify-full instead of require");
            }
            else
            {
                call.Context.Out.WriteLine(certificate.TrimEnd());
                context.NextOnTerminal("postern project ca-get --target-filepath ca.pem");
            }
        });
    }
}
