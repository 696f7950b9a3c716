namespace Postern.Engine;

/// <summary>What went through one PrivateLink, as CloudWatch has it: minutes in which nothing went are not there.</summary>
/// <param name="SeenAt">When CloudWatch was asked.</param>
/// <param name="Total">All endpoints together, also those that are not listed.</param>
/// <param name="Endpoints">By endpoint (<c>vpce-…</c>).</param>
public sealed record Traffic(DateTime SeenAt, DateTime Start, DateTime End, IReadOnlyList<TrafficMinute> Total, IReadOnlyDictionary<string, IReadOnlyList<TrafficMinute>> Endpoints);

/// <param name="Time">When the minute began.</param>
/// <param name="ActiveConnections">The most that were open at once.</param>
/// <param name="NewConnections">Connections that began.</param>
/// <param name="Bytes">In both directions together.</param>
public sealed record TrafficMinute(DateTime Time, long ActiveConnections, long NewConnections, long Bytes);
