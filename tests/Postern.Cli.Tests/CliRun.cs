namespace Postern.Cli.Tests;

/// <summary>One command line, run in this process; two passwords are piped in.</summary>
internal sealed record CliRun(int Exit, string Out, string Error)
{
    public const string Token = "token-1", First = "correct horse battery", Second = "another horse battery";

    public static Task<CliRun> RunAsync(StubServer stub, params string[] args) => RunAsync(stub, false, args);

    public static Task<CliRun> RunAsync(StubServer stub, bool terminal, params string[] args) => RunAsync(
        new Dictionary<string, string>
        {
            ["POSTERN_URL"] = stub.Url,
            ["POSTERN_TOKEN"] = Token,
            ["POSTERN_PROJECT"] = "demo",
            ["AWS_ENDPOINT_URL"] = stub.Url,
        }, terminal, args);

    public static async Task<CliRun> RunAsync(Dictionary<string, string> environment, bool terminal, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CliContext(output, error, environment) { In = new StringReader($"{First}\n{Second}\n"), OutIsTerminal = terminal, ErrorIsTerminal = terminal, Clock = new ImpatientClock() };
        var exit = await Cli.RunAsync(args, context, TestContext.Current.CancellationToken);
        return new CliRun(exit, output.ToString(), error.ToString());
    }
}
