using System.Text.Json.Nodes;

namespace Postern.Server.Tests.Api;

public sealed class ShapeTests
{
    [Fact]
    public void Mistakes_NamesEachMemberThatIsMissingOrOfAnotherKind() => Assert.Equal(
        ["$.a is missing", "$.b is no string: null", "$.c[1].d is no integer: \"1\"", "$.e is no list with items: []", "$.f is no strings: {\"g\":1}"],
        Shape.Mistakes(
            JsonNode.Parse("""{"a":"string?","b":"string","c":[{"d":"integer"}],"e":["string"],"f":"strings","h":"object?"}""")!,
            JsonNode.Parse("""{"b":null,"c":[{"d":1},{"d":"1"}],"e":[],"f":{"g":1},"h":null}""")));
}
