namespace Postern.Region;

/// <summary>Ends the process when standard input closes, where <c>POSTERN_STDIN_EOF=1</c> asks for it: whoever started it is gone.</summary>
internal sealed class EndWithParent(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Environment.GetEnvironmentVariable("POSTERN_STDIN_EOF") != "1")
        {
            return;
        }

        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, stoppingToken) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
