using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Postern.Cli.Tests;

/// <summary>What is packaged names programs, files and settings that there are. What the packages do is tried by <c>packaging/try</c>.</summary>
public sealed partial class PackagingTests
{
    private const string Installed = "/usr/lib/postern/";

    private static readonly string[] Programs = [Installed + "Postern.Server", Installed + "Postern.Region", Installed + "Postern.Gateway"];

    [Theory]
    [InlineData("packaging/etc/server.env")]
    [InlineData("packaging/systemd/postern-server.service")]
    [InlineData("packaging/container/Containerfile")]
    [InlineData("packaging/container/compose.yaml")]
    [InlineData("packaging/kubernetes/postern.yaml")]
    [InlineData("packaging/try")]
    public void Settings_AreOnesThatTheServerReads(string file)
    {
        var named = ServerSettings.NamedIn(Checkout.Read(file));

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(ServerSettings.Variables));
    }

    [Theory]
    [InlineData("server")]
    [InlineData("region")]
    [InlineData("gateway")]
    public void Unit_StartsAProgramOfThePackage_AndReadsItsSettings(string name)
    {
        var unit = Checkout.Read($"packaging/systemd/postern-{name}.service").Split('\n').Where(l => l.Contains('=')).Select(l => l.Split('=', 2)).ToLookup(l => l[0], l => l[1]);

        Assert.Contains(Assert.Single(unit["ExecStart"]).Split(' ')[0], Programs);
        Assert.Equal($"-/etc/postern/{name}.env", Assert.Single(unit["EnvironmentFile"]));
        Assert.True(File.Exists(Path.Combine(Checkout.Root, "packaging", "etc", $"{name}.env")));
        Assert.Equal("yes", Assert.Single(unit["NoNewPrivileges"]));
        Assert.Equal("strict", Assert.Single(unit["ProtectSystem"]));
    }

    [Fact]
    public void Kubernetes_EveryPartFits()
    {
        var parts = Documents("packaging/kubernetes/postern.yaml").ToDictionary(d => Text(d["kind"]));
        var deployment = parts["Deployment"]["spec"];
        var container = Assert.Single((YamlSequenceNode)deployment["template"]["spec"]["containers"]);

        Assert.Equal("2", Text(deployment["replicas"]));
        Assert.Contains(Text(container["command"][0]), Programs);
        Assert.Equal(["postern", "postern"], ((YamlSequenceNode)container["envFrom"]).Select(e => Text(((YamlMappingNode)e).Children.Single().Value["name"])));
        Assert.Equal(Text(deployment["selector"]["matchLabels"]["app"]), Text(parts["Service"]["spec"]["selector"]["app"]));
        Assert.All(parts.Values.Skip(1), part => Assert.Equal("postern", Text(part["metadata"]["namespace"])));
        var settings = ((YamlMappingNode)parts["ConfigMap"]["data"]).Concat((YamlMappingNode)parts["Secret"]["stringData"]).Select(s => Text(s.Key));
        Assert.Empty(settings.Except(ServerSettings.Variables));
    }

    [Fact]
    public void Compose_ReplicasShareOneDatabase()
    {
        var services = (YamlMappingNode)Documents("packaging/container/compose.yaml").Single()["services"];

        Assert.Equal(["database", "server-1", "server-2"], services.Select(s => Text(s.Key)));
        Assert.Contains("Host=database;", Text(Documents("packaging/container/compose.yaml").Single()["x-server"]["environment"]["Postern__Store__PostgreSql"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Image_StartsAProgramOfThePackage()
    {
        var image = Checkout.Read("packaging/container/Containerfile");

        Assert.Contains(EntryPoint().Match(image).Groups[1].Value, Programs);
        Assert.Contains($"ARG VERSION={Version()}\n", image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsTheOneOfTheSources_AndHasItsChanges()
    {
        var output = new StringWriter();

        await Cli.RunAsync(["--version"], new CliContext(output, TextWriter.Null, new Dictionary<string, string>()), TestContext.Current.CancellationToken);

        Assert.Equal(Version(), output.ToString().Trim().Split('+')[0]);
        Assert.Equal(Version(), Release().Match(Checkout.Read("CHANGELOG.md")).Groups[1].Value);
    }

    private static string Version() => VersionElement().Match(Checkout.Read("Directory.Build.props")).Groups[1].Value;

    private static IEnumerable<YamlNode> Documents(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Checkout.Read(file)));
        return stream.Documents.Select(d => d.RootNode);
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex("""^ENTRYPOINT \["([^"]+)"\]""", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex("^## ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Release();

    [GeneratedRegex("<Version>(.*)</Version>")]
    private static partial Regex VersionElement();
}
