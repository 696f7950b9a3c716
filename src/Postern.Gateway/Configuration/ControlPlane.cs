using System.Net;
using System.Net.Http.Headers;

namespace Postern.Gateway.Configuration;

/// <summary>
/// Keeps the configuration file, and the certificates that it names, as the control plane has them: asks again with the tag of what it holds, and is answered
/// when there is something else. What it holds goes on where the control plane cannot be reached, also after a restart.
/// </summary>
internal sealed partial class ControlPlane(string file, HttpClient http, string node, TimeProvider clock, ILogger logger)
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30), FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    private EntityTagHeaderValue? _held;
    private string? _told;

    /// <param name="url">Of the control plane.</param>
    /// <param name="token">The service's gateway token.</param>
    public static HttpClient Client(Uri url, string token)
    {
        var http = new HttpClient { BaseAddress = url, Timeout = Wait * 2 };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Writes what the control plane has now; comes back only with it.</summary>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !await AskAsync(TimeSpan.Zero, cancellationToken); pause = Longer(pause))
        {
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Writes what changes, until it is told to stop.</summary>
    /// <param name="apply">Has the gateway hold what was written: only then is the control plane told so.</param>
    public async Task FollowAsync(Func<Task> apply, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await AskAsync(Wait, cancellationToken))
            {
                await apply();
                pause = FirstPause;
            }
            else if (_told is null)
            {
                pause = FirstPause; // nothing was new
            }
            else
            {
                await Task.Delay(pause, clock, cancellationToken);
                pause = Longer(pause);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <returns>Whether something was written.</returns>
    private async Task<bool> AskAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/gateway/configuration?node={Uri.EscapeDataString(node)}&wait={wait.TotalSeconds:0}");
            if (_held is not null)
            {
                request.Headers.IfNoneMatch.Add(_held);
            }

            using var answer = await http.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var wanted = await answer.Content.ReadFromJsonAsync<Wanted>(cancellationToken);
                Write(wanted!);
                _held = answer.Headers.ETag;
                Tell(null);
                return true;
            }

            Tell(answer.StatusCode == HttpStatusCode.NotModified ? null : $"{(int)answer.StatusCode}: {Shortened(await answer.Content.ReadAsStringAsync(cancellationToken))}");
        }
        catch (Exception e) when ((e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException or IOException or UnauthorizedAccessException) && !cancellationToken.IsCancellationRequested)
        {
            Tell(e.Message);
        }

        return false;
    }

    private static string Shortened(string text) => text.Length <= 300 ? text : text[..300] + "…";

    /// <summary>Certificates first: the configuration is what makes them used. Each by renaming, so that nobody reads a half.</summary>
    private void Write(Wanted wanted)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        foreach (var (name, text) in wanted.Files)
        {
            if (Path.GetFileName(name) != name || name.Length == 0)
            {
                throw new IOException($"the control plane sent a file with the name '{name}', which is none");
            }

            Put(Path.Combine(folder, name), text);
        }

        Put(file, wanted.Configuration);
    }

    private static void Put(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersOnly;
        }

        using (var stream = new FileStream(draft, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.Move(draft, path, overwrite: true);
    }

    private void Tell(string? problem)
    {
        if (problem is not null && problem != _told)
        {
            LogUnreachable(http.BaseAddress!, problem);
        }

        _told = problem;
    }

    [LoggerMessage(LogLevel.Warning, "The control plane at {Url} gave no configuration, and what is held goes on: {Reason}")]
    private partial void LogUnreachable(Uri url, string reason);

    private sealed record Wanted(string Configuration, Dictionary<string, string> Files);
}
