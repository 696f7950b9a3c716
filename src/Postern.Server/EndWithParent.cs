namespace Postern.Server;

/// <summary>Ends the process when standard input closes, where <c>POSTERN_STDIN_EOF=1</c> asks for it: whoever started it is gone.</summary>
internal sealed class EndWithParent(IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("POSTERN_STDIN_EOF") == "1")
        {
            // A read of standard input cannot be cancelled, so nobody waits for this thread.
            new Thread(Watch) { IsBackground = true, Name = "standard input" }.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var input = System.Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        lifetime.StopApplication();
    }
}
