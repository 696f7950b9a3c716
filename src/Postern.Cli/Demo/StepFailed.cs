namespace Postern.Cli.Demo;

/// <summary>A step did not hold: what it expected, and what came instead.</summary>
internal sealed class StepFailed(string expected, string got) : Exception($"expected {expected}, got {got}")
{
    public string Expected => expected;
    public string Got => got;
}
