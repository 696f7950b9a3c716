using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.Service;

/// <summary>The files in which clients look for certificates, under the names that the options give them.</summary>
internal sealed class CredentialFiles
{
    public Option<string> Ca { get; } = new("--ca") { Description = "File of the project's certificate authority", DefaultValueFactory = _ => "ca.pem", HelpName = "FILE" };

    public Option<string> Certificate { get; } = new("--client-cert") { Description = "File of the user's certificate", DefaultValueFactory = _ => "service.crt", HelpName = "FILE" };

    public Option<string> Key { get; } = new("--client-key") { Description = "File of its key", DefaultValueFactory = _ => "service.key", HelpName = "FILE" };

    public (string Ca, string Certificate, string Key) Of(ApiCall call) => (call.Value(Ca)!, call.Value(Certificate)!, call.Value(Key)!);

    /// <summary>Writes those that there are; the key for its owner alone.</summary>
    /// <returns>Their paths.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(ApiCall call, Credentials credentials, string folder, CancellationToken cancellationToken)
    {
        var authority = (await call.GetAsync(call.InProject("kms", "ca"), cancellationToken)).Required("certificate");
        var (ca, certificate, key) = Of(call);
        (string Path, string? Text)[] files = [(Path.Combine(folder, ca), authority), (Path.Combine(folder, certificate), credentials.Certificate), (Path.Combine(folder, key), credentials.Key)];
        var written = files.Where(file => file.Text is not null).ToList();
        foreach (var (path, text) in written)
        {
            try
            {
                PrivateFile.Write(path, text!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CliException($"Cannot write {path}: {e.Message}");
            }
        }

        return [.. written.Select(file => file.Path)];
    }
}
