using System.Xml.Linq;
using Postern.Aws.Ec2;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using static Postern.Region.Route53.Route53Xml;

namespace Postern.Region.Route53;

/// <summary>Tags of zones. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html</summary>
internal sealed class ZoneTagActions(RegionStore store)
{
    public XElement Change(Route53Call call)
    {
        var body = Read(call.Body, "ChangeTagsForResourceRequest");
        Tag[] added = [.. Children(Child(body, "AddTags"), "Tag").Select(t => new Tag { Key = Text(t, "Key"), Value = Text(t, "Value") })];
        var removed = Children(Child(body, "RemoveTagKeys"), "Key").Select(k => k.Value);
        store.Change(t =>
        {
            var zone = HostedZoneActions.Find(t.State, call.Id, call.Caller);
            try
            {
                t.Put(zone with { Tags = TagSet.Add(zone.Tags.RemoveRange(removed), added) });
            }
            catch (AwsException e)
            {
                throw AwsException.Bad("InvalidInput", e.Message);   // EC2 has codes of its own for the same rules
            }
        });
        return Element("ChangeTagsForResourceResponse");
    }

    public XElement List(Route53Call call)
    {
        var zone = HostedZoneActions.Find(store.Snapshot, call.Id, call.Caller);
        return Element("ListTagsForResourceResponse", Element("ResourceTagSet",
            Element("ResourceType", "hostedzone"), Element("ResourceId", zone.Id),
            Element("Tags", zone.Tags.Select(t => Element("Tag", Element("Key", t.Key), Element("Value", t.Value))))));
    }
}
