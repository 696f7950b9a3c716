namespace Postern.Region.State;

/// <summary>How one call's changes are to be made.</summary>
/// <param name="IsDryRun">Everything is checked and nothing kept.</param>
/// <param name="Slower">So much longer takes what the call sets in motion.</param>
internal readonly record struct CallMode(bool IsDryRun, TimeSpan Slower);
