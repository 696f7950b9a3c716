using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary><c>user-creds-download</c>: what a client needs in files.</summary>
internal static class UserCredsDownloadCommand
{
    public static Command Create(CliContext context)
    {
        var (service, user, files) = (ServiceArguments.Service(), ServiceArguments.User(), new CredentialFiles());
        var folder = new Option<string>("--target-directory", "-d") { Description = "Where to write them; made where it is not there", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        return new ApiCommand("user-creds-download", "Write a user's certificates into files", context) { service, user, folder, files.Ca, files.Certificate, files.Key }.Does(async (call, cancellationToken) =>
        {
            var found = (await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken)).Object("service");
            var credentials = Credentials.Find(found, call.Value(user)!);
            Directory.CreateDirectory(call.Value(folder)!);
            var written = await files.WriteAsync(call, credentials, call.Value(folder)!, cancellationToken);
            context.Out.WriteLine($"Wrote {string.Join(", ", written)}");
            call.Next(found.Text("service_type") == "kafka" ? $"postern service connection-info kcat {call.Value(service)}" : $"postern service connect {call.Value(service)}");
        });
    }
}
