namespace Postern.Cli.Local;

/// <summary>A program to keep running.</summary>
internal sealed record ProcessSpec(string Name, string Path, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Log);
