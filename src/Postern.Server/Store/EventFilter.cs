namespace Postern.Server.Store;

/// <summary>Which events are wanted.</summary>
/// <param name="Service">About this service; null for all.</param>
/// <param name="Type">Of this type; null for all.</param>
/// <param name="Word">With this in what was done, by whom, from where or about which service, in any case of letters; null or empty for all.</param>
/// <param name="Before">Older than the event of this id.</param>
internal sealed record EventFilter(string? Service = null, string? Type = null, string? Word = null, long Before = long.MaxValue);
