using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>Cuts the wire after a number of changing calls: the last one is done, but its answer is lost, and nothing after it arrives.</summary>
internal sealed class LostAnswers : IStartupFilter
{
    private int _left = int.MaxValue;

    /// <summary>Changing calls that arrived since the wire was last mended.</summary>
    public int Changes { get; private set; }

    /// <summary>Does something before a call of this action is answered, once.</summary>
    public (string Action, Func<Task> Step)? Before { get; set; }

    public void CutAfter(int changes) => (_left, Changes) = (changes, 0);

    public void Mend() => (_left, Changes) = (int.MaxValue, 0);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, inner) =>
        {
            if (_left <= 0)
            {
                http.Abort();
                return;
            }

            var body = await BodyAsync(http.Request);
            if (Before is var (action, step) && (body + "&").Contains($"Action={action}&", StringComparison.Ordinal))
            {
                Before = null;
                await step();
            }

            if (!IsChange(body))
            {
                await inner(http);
                return;
            }

            Changes++;
            _left--;
            var answer = http.Response.Body;
            http.Response.Body = _left > 0 ? answer : Stream.Null;
            await inner(http);
            if (_left <= 0)
            {
                http.Abort();
            }
        });
        next(app);
    };

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return body;
    }

    private static bool IsChange(string body) => !body.Contains("Action=Describe", StringComparison.Ordinal) && !body.Contains("Action=Get", StringComparison.Ordinal);
}
