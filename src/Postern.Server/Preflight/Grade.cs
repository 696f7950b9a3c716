namespace Postern.Server.Preflight;

/// <summary>What a check came to.</summary>
internal enum Grade
{
    Ok,

    /// <summary>It works, but not as well as it should, or could not be found out.</summary>
    Warn,

    /// <summary>Something will not work.</summary>
    Fail,
}
