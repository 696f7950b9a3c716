using System.Collections;
using System.Xml;
using System.Xml.Linq;

namespace Postern.Aws.Wire;

/// <summary>Result records to and from XML, with the envelopes of both dialects for results and errors.</summary>
internal sealed class ResultCodec(WireMembers members, string ns, bool isEc2)
{
    public void Write(XmlWriter xml, string action, object result, string requestId)
    {
        xml.WriteStartElement(action + "Response", ns);
        if (isEc2)
        {
            xml.WriteElementString("requestId", ns, requestId);
            WriteRecord(xml, result);
            if (result is Empty)
            {
                xml.WriteElementString("return", ns, "true");   // the real wire has it where the model has no result
            }
        }
        else
        {
            xml.WriteStartElement(action + "Result", ns);
            WriteRecord(xml, result);
            xml.WriteEndElement();
            xml.WriteStartElement("ResponseMetadata", ns);
            xml.WriteElementString("RequestId", ns, requestId);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    public void WriteError(XmlWriter xml, AwsException error, string requestId)
    {
        if (isEc2)
        {
            xml.WriteStartElement("Response");
            xml.WriteStartElement("Errors");
            xml.WriteStartElement("Error");
            WriteCode(xml, error);
            xml.WriteEndElement();
            xml.WriteElementString("RequestID", requestId);
        }
        else
        {
            xml.WriteStartElement("ErrorResponse", ns);
            xml.WriteStartElement("Error", ns);
            xml.WriteElementString("Type", ns, error.Status < 500 ? "Sender" : "Receiver");
            WriteCode(xml, error);
            xml.WriteElementString("RequestId", ns, requestId);
        }

        xml.WriteEndElement();
    }

    public object Read(Type type, XElement from)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var member in members[type])
        {
            if (from.Elements().FirstOrDefault(e => e.Name.LocalName == member.Out) is not { } element)
            {
                continue;
            }

            if (!member.IsList)
            {
                member.Set(record, ReadOne(member, element));
                continue;
            }

            var list = member.NewList();
            foreach (var item in element.Elements())
            {
                list.Add(ReadOne(member, item));
            }

            member.Set(record, list);
        }

        return record;
    }

    private object ReadOne(WireMember member, XElement element) =>
        member.IsScalar ? WireText.Read(member.Type, element.Value) : Read(member.Type, element);

    private void WriteRecord(XmlWriter xml, object record)
    {
        foreach (var member in members[record.GetType()])
        {
            if (member.Get(record) is not { } value)
            {
                continue;
            }

            xml.WriteStartElement(member.Out, ns);
            if (member.IsList)
            {
                foreach (var item in (IEnumerable)value)
                {
                    xml.WriteStartElement(member.Item, ns);
                    WriteOne(xml, member, item);
                    xml.WriteEndElement();
                }
            }
            else
            {
                WriteOne(xml, member, value);
            }

            xml.WriteEndElement();
        }
    }

    private void WriteOne(XmlWriter xml, WireMember member, object value)
    {
        if (member.IsScalar)
        {
            xml.WriteString(XmlText(WireText.Write(value)));
        }
        else
        {
            WriteRecord(xml, value);
        }
    }

    private void WriteCode(XmlWriter xml, AwsException error)
    {
        var space = isEc2 ? "" : ns;
        xml.WriteElementString("Code", space, error.Code);
        xml.WriteElementString("Message", space, XmlText(error.Message));
        xml.WriteEndElement();
    }

    // A caller may send characters that XML 1.0 cannot hold, and has them echoed in names, tags and messages.
    private static string XmlText(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}
