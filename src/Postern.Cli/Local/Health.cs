namespace Postern.Cli.Local;

/// <summary>Waits until a child answers its health URL.</summary>
internal static class Health
{
    private const int MostDeaths = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    public static async Task WaitAsync(SupervisedProcess process, ProcessSpec spec, string url, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };
        http.DefaultRequestHeaders.Add("X-Postern", "1");
        for (var start = clock.GetTimestamp(); !await AnswersAsync(http, url, cancellationToken);)
        {
            if (process.Deaths >= MostDeaths)
            {
                throw new CliException($"The {spec.Name} ended {process.Deaths} times while starting. {LastLine(spec.Log)}");
            }
            if (clock.GetElapsedTime(start) > Longest)
            {
                throw new CliException($"The {spec.Name} does not answer {url} after {Longest.TotalSeconds:0} s. {LastLine(spec.Log)}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string LastLine(string log)
    {
        var last = File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0) : null;
        return last is null ? $"Its log {log} is empty." : $"Last line of {log}: {last.Trim()}";
    }
}
