using System.Diagnostics;

namespace Postern.Tests.Shared;

/// <summary>Waits for what comes by itself. Each look asks another process, which takes long enough for a pause.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task HoldsAsync(Func<Task<bool>> holds, string what) => HoldsAsync(holds, what, Patience);

    public static async Task HoldsAsync(Func<Task<bool>> holds, string what, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < patience, $"Waited {patience} in vain for {what}.");
        }
    }
}
