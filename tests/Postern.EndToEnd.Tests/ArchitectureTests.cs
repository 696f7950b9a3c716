using System.Xml.Linq;

namespace Postern.EndToEnd.Tests;

/// <summary>The arrows between rooms; those between folders are held by each room's own tests.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Postern.Aws")]
    [InlineData("Postern.Cli")]
    [InlineData("Postern.Engine", "Postern.Aws")]
    [InlineData("Postern.Gateway")]
    [InlineData("Postern.Region", "Postern.Aws")]
    [InlineData("Postern.Server", "Postern.Engine")]
    public void Room_RefersToNothingElse(string room, params string[] allowed)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, room + ".csproj"));

        var references = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(allowed, references);
    }

    [Fact]
    public void Rooms_AreTheOnesThatHaveArrows() =>
        Assert.Equal(
            ["Postern.Aws", "Postern.Cli", "Postern.Engine", "Postern.Gateway", "Postern.Region", "Postern.Server"],
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
}
