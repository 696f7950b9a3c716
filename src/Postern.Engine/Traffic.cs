namespace Postern.Engine;

/// <summary>What went through one PrivateLink, as CloudWatch has it: minutes in which nothing went are not there.</summary>
/// <param name="SeenAt">When CloudWatch was asked.</param>
/// <param name="Total">All endpoints together, also those that are not listed.</param>
/// <param name="Endpoints">By endpoint (<c>vpce-…</c>).</param>
/// <param name="Zones">By availability zone, by the name that it has in the platform's account; only those with traffic.</param>
public sealed record Traffic(
    DateTime SeenAt, DateTime Start, DateTime End, IReadOnlyList<TrafficMinute> Total,
    IReadOnlyDictionary<string, IReadOnlyList<TrafficMinute>> Endpoints, IReadOnlyDictionary<string, IReadOnlyList<TrafficMinute>> Zones);

/// <param name="Time">When the minute began.</param>
/// <param name="ActiveConnections">The most that were open at once.</param>
/// <param name="NewConnections">Connections that began.</param>
/// <param name="Bytes">In both directions together.</param>
/// <param name="Resets">RST packets that were sent to endpoints; many of them tell of targets in trouble.</param>
public sealed record TrafficMinute(DateTime Time, long ActiveConnections, long NewConnections, long Bytes, long Resets);
