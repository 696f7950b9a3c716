namespace Postern.Cli.Demo;

/// <summary>One thing that the demo shows and checks.</summary>
internal sealed record DemoStep(string Title, string Explanation, Func<DemoRun, CancellationToken, Task> RunAsync);
