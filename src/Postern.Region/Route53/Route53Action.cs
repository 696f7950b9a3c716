using System.Xml.Linq;

namespace Postern.Region.Route53;

/// <param name="Id">What the path names; empty where it names nothing.</param>
/// <param name="Status">Of an answer in good order.</param>
internal sealed record Route53Action(string Name, string Id, int Status, Func<Route53Call, XElement> Run);
