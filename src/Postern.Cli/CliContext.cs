using System.Collections;
using Postern.Cli.Local;

namespace Postern.Cli;

/// <summary>What a command has to do with the world around it.</summary>
internal sealed record CliContext(TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string> Environment)
{
    public TextReader In { get; init; } = TextReader.Null;
    public bool InIsTerminal { get; init; }
    public bool OutIsTerminal { get; init; }
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal that standard error goes to.</summary>
    public int ErrorWidth { get; init; } = 80;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string? Variable(string name) =>
        Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The next sensible step, for people.</summary>
    public void Next(string step) => Error.WriteLine($"next: {step}");

    /// <summary>The same after a value that another program mostly takes, as in <c>psql "$(…)"</c>: only where it goes to a terminal.</summary>
    public void NextOnTerminal(string step)
    {
        if (OutIsTerminal)
        {
            Next(step);
        }
    }

    public static CliContext ForProcess() => new(Console.Out, Console.Error, Variables())
    {
        In = Console.In,
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ErrorWidth = Posix.ColumnsOfStandardError(),
    };

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }
        if (!variables.ContainsKey("POSTERN_URL"))
        {
            new Profiles(variables).AddTo(variables);
            FromLastUp(variables);
        }
        return variables;
    }

    // Whoever names no control plane, and has signed in to none, means the one of `postern up` in the default data directory.
    private static void FromLastUp(Dictionary<string, string> variables)
    {
        var isSignedIn = variables.ContainsKey("POSTERN_URL");
        foreach (var (name, value) in EnvFile.Read(DataDirectory.Default(variables) + "/env"))
        {
            if ((name.StartsWith("POSTERN_", StringComparison.Ordinal) && !isSignedIn) || name == "AWS_ENDPOINT_URL")
            {
                variables.TryAdd(name, value);
            }
        }
    }
}
