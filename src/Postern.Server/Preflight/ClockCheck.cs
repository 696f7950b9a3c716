using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>Whether this machine's clock and AWS's agree, by the date of an answer.</summary>
internal static class ClockCheck
{
    /// <summary>From here on signatures are refused: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html.</summary>
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(5);

    /// <summary>The date of an answer has whole seconds, and the answer its way.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(30);

    public static async Task<Finding> RunAsync(CloudRegion region, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await http.GetAsync(AwsUrl.Of(region), cancellationToken);
            return answer.Headers.Date is { } there ? Judge(clock.GetUtcNow() - there) : new(Grade.Warn, "clock", $"{AwsUrl.Of(region)} tells no date, so this machine's clock was compared with nothing.");
        }
        catch (Exception e) when (AwsCalls.IsUnreachable(e))
        {
            return new(Grade.Fail, "clock", $"{AwsUrl.Of(region)} does not answer: {e.Message}");
        }
    }

    private static Finding Judge(TimeSpan ahead)
    {
        var text = $"{Math.Abs(ahead.TotalSeconds):0} s {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} AWS";
        return ahead.Duration() < Noticed ? new(Grade.Ok, "clock", $"within {Noticed.TotalSeconds:0} s of AWS")
            : new(ahead.Duration() < Refused ? Grade.Warn : Grade.Fail, "clock", $"This machine's clock is {text}; signatures are refused from {Refused.TotalMinutes:0} minutes on. Let NTP set it (timedatectl set-ntp true).");
    }
}
