using System.Text;

namespace Postern.Cli.Commands.User;

/// <summary>Asks for a secret: unseen on a terminal, the first line of a pipe.</summary>
internal static class SecretPrompt
{
    public static string Read(CliContext context, string what)
    {
        string? text;
        if (context.InIsTerminal)
        {
            context.Error.Write($"{what}: ");
            text = Unseen();
            context.Error.WriteLine();
        }
        else
        {
            text = context.In.ReadLine()?.Trim();
        }

        return text is { Length: > 0 } ? text : throw new UsageException($"The {what} is needed: type it, or pipe it in as one line.");
    }

    /// <summary>A secret that somebody makes up: on a terminal, where nobody sees what they type, asked for twice.</summary>
    public static string Choose(CliContext context, string what)
    {
        var chosen = Read(context, what);
        return !context.InIsTerminal || Read(context, $"{what} again") == chosen ? chosen : throw new CliException($"The {what} was typed in two ways: nothing was changed.");
    }

    private static string Unseen()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                text.Append(key.KeyChar);
            }
            else if (text.Length > 0)
            {
                text.Length--;
            }
        }

        return text.ToString();
    }
}
