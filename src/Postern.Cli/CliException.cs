namespace Postern.Cli;

/// <summary>A failure that the user can act on; the message is one line that names the value and the cure.</summary>
internal class CliException(string message) : Exception(message)
{
    public virtual int ExitCode => 1;
}

/// <summary>The command line asks for something that makes no sense.</summary>
internal sealed class UsageException(string message) : CliException(message)
{
    public override int ExitCode => 2;
}
