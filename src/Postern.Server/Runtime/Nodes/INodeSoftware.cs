using Postern.Server.Store;

namespace Postern.Server.Runtime.Nodes;

/// <summary>What makes a node run services of one type.</summary>
internal interface INodeSoftware
{
    /// <summary>The service type.</summary>
    string Type { get; }

    /// <summary>What a service waits for until its node is ready.</summary>
    string Awaited { get; }

    /// <summary>What the node reads, in <c>/mnt/node</c>; <c>start.sh</c> is run as root of its instance. It writes to <c>/mnt/TYPE</c>, and keeps <c>ready</c> there fresh while it answers.</summary>
    IEnumerable<NodeFile> Files(Service service, NodeRole role);
}

/// <param name="IsSecret">Only for the user that runs the node.</param>
internal sealed record NodeFile(string Name, string Text, bool IsSecret = false)
{
    /// <summary>A script that comes with this program.</summary>
    public static NodeFile Script(string name, string resource)
    {
        using var text = new StreamReader(typeof(NodeFile).Assembly.GetManifestResourceStream("Postern.Server.Runtime.Scripts." + resource)!);
        return new NodeFile(name, text.ReadToEnd());
    }
}
