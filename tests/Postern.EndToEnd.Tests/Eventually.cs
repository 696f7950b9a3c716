using System.Diagnostics;

namespace Postern.EndToEnd.Tests;

/// <summary>Waits for what comes by itself. Each look is a command line of its own, which takes long enough for a pause.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task HoldsAsync(Func<Task<bool>> holds, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < Patience, $"Waited {Patience} in vain for {what}.");
        }
    }
}
