namespace Postern.Engine.Cloud;

/// <summary>How a change went.</summary>
internal abstract record Applied
{
    private Applied()
    {
    }

    public sealed record Done : Applied;

    /// <summary>Something else has to happen first, which the next pass will see.</summary>
    public sealed record NotYet(string Reason) : Applied;

    /// <summary>Waiting alone will not mend it: a quota, a missing right, an invalid parameter.</summary>
    public sealed record Refused(string Reason) : Applied;
}
