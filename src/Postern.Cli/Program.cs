using Postern.Cli;
using Postern.Cli.Local;

// The region, the server and the gateway take this process over: whoever started `postern server` signals the server itself.
if (Binaries.PassThrough(args) is { } target)
{
    return Posix.Become(target.Path, target.Arguments);
}

return await Cli.RunAsync(args, CliContext.ForProcess(), CancellationToken.None);
