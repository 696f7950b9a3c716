using System.Collections;

namespace Postern.Aws.Wire;

/// <summary>Request records to and from flattened parameters: <c>Subnets.member.1</c> in Query, <c>SubnetId.1</c> in EC2.</summary>
internal sealed class RequestCodec(WireMembers members, bool isEc2)
{
    public object Read(Type action, Parameters parameters)
    {
        var request = ReadRecord(action, parameters, "");
        return isEc2 && parameters.Unread is { } name
            ? throw AwsException.Bad("UnknownParameter", $"The parameter {name} is not recognized")
            : request;
    }

    public IEnumerable<KeyValuePair<string, string>> Write(object record, string path)
    {
        foreach (var member in members[record.GetType()])
        {
            if (member.Get(record) is not { } value)
            {
                continue;
            }

            var pairs = member.IsList
                ? ((IEnumerable)value).Cast<object>().SelectMany((item, i) => WriteOne(member, item, ListItem(path + member.In, i + 1)))
                : WriteOne(member, value, path + member.In);
            foreach (var pair in pairs)
            {
                yield return pair;
            }
        }
    }

    private IEnumerable<KeyValuePair<string, string>> WriteOne(WireMember member, object value, string name) =>
        member.IsScalar ? [new(name, WireText.Write(value))] : Write(value, name + ".");

    private string ListItem(string name, int index) => isEc2 ? $"{name}.{index}" : $"{name}.member.{index}";

    private object ReadRecord(Type type, Parameters from, string path)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var member in members[type])
        {
            if (from[member.In] is { } node)
            {
                member.Set(record, member.IsList ? ReadList(member, node, path + member.In) : ReadOne(member, node, path + member.In));
            }
            else if (member.IsRequired)
            {
                throw Missing(path + member.In);
            }
        }

        return record;
    }

    private IList ReadList(WireMember member, Parameters node, string path)
    {
        var list = member.NewList();
        foreach (var (index, item) in (isEc2 ? node : node["member"] ?? node).Items)
        {
            list.Add(ReadOne(member, item, $"{path}.{index}"));
        }

        return list;
    }

    private object ReadOne(WireMember member, Parameters node, string path)
    {
        if (!member.IsScalar)
        {
            return ReadRecord(member.Type, node, path + ".");
        }

        var text = node.Value ?? "";
        try
        {
            return WireText.Read(member.Type, text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw isEc2
                ? AwsException.Bad("InvalidParameterValue", $"Value ({text}) for parameter {path} is invalid.")
                : AwsException.Bad("ValidationError", $"Value '{text}' at '{path}' failed to satisfy constraint: Member must be of type {member.Type.Name}");
        }
    }

    private AwsException Missing(string name) => isEc2
        ? AwsException.Bad("MissingParameter", $"The request must contain the parameter {name}")
        : AwsException.Bad("ValidationError", $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");
}
