using System.Text.Json.Nodes;
using CsCheck;
using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class UserConfigTests
{
    private static readonly Gen<JsonObject> Settings = Gen.Recursive<JsonObject>((depth, inner) =>
        Gen.Select(Gen.Char['a', 'c'], depth < 3 ? Gen.OneOf<JsonNode>(Gen.Int[0, 2].Select(i => (JsonNode)i), inner.Select(o => (JsonNode)o)) : Gen.Int[0, 2].Select(i => (JsonNode)i))
            .List[0, 3].Select(pairs => new JsonObject(pairs.GroupBy(p => p.Item1).Select(g => KeyValuePair.Create(g.Key.ToString(), (JsonNode?)g.First().Item2.DeepClone())))));

    [Fact]
    public void Merge_Repeated_ChangesNothing() => Gen.Select(Settings, Settings).Sample((settings, patch) =>
    {
        var once = UserConfig.Merge(settings, patch);
        return JsonNode.DeepEquals(once, UserConfig.Merge(once, patch));
    });

    [Fact]
    public void Merge_NothingIntoSettings_KeepsThem() => Settings.Sample(settings => JsonNode.DeepEquals(settings, UserConfig.Merge(settings, [])));

    [Fact]
    public void Merge_Null_TakesASettingBack() =>
        Assert.Equal("""{"b":{"d":2}}""", UserConfig.Merge(Parse("""{"a":1,"b":{"c":1,"d":2}}"""), Parse("""{"a":null,"b":{"c":null}}""")).ToJsonString());

    [Fact]
    public void Merge_List_IsReplaced() =>
        Assert.Equal("""{"ip_filter":["10.0.0.0/8"]}""", UserConfig.Merge(Parse("""{"ip_filter":["0.0.0.0/0","::/0"]}"""), Parse("""{"ip_filter":["10.0.0.0/8"]}""")).ToJsonString());

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
