using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Stacks;

public sealed class StackBuilderTests
{
    [Fact]
    public void Build_Spec_DecidesNamesAndToken()
    {
        var stack = StackBuilder.Build(Wish.Spec);
        Assert.Equal("pl-00112233aabbccdd", stack.LoadBalancer?.Name);
        Assert.Equal("pl-00112233aabbccdd-5432", Assert.Single(stack.Routes).TargetGroupName);
        Assert.Equal(Wish.Id, stack.Service?.ClientToken);
    }

    [Fact]
    public void Build_LongestPort_StaysWithin32Characters() =>
        Assert.True(ResourceName.TargetGroup(Wish.Id, 65535).Length <= 32);

    [Fact]
    public void Build_Spec_TagsEverythingWithOwnerNameAndTheWishsTags()
    {
        var stack = StackBuilder.Build(Wish.Spec);
        foreach (var (tags, name) in new[] { (stack.LoadBalancer!.Tags, stack.LoadBalancer.Name), (stack.Routes[0].Tags, stack.Routes[0].TargetGroupName), (stack.Service!.Tags, "pl-00112233aabbccdd") })
        {
            Assert.Equal([new("Name", name), new("postern:privatelink", Wish.Id), new("project", "demo"), new("service", "my-pg")], tags);
        }
    }

    [Fact]
    public void Build_WishNamesOurTags_OursWin()
    {
        var stack = StackBuilder.Build(Wish.Spec with { Tags = new Dictionary<string, string> { ["Name"] = "x", ["postern:privatelink"] = "y" } });
        Assert.Equal([new("Name", "pl-00112233aabbccdd"), new("postern:privatelink", Wish.Id)], stack.LoadBalancer!.Tags);
    }

    [Fact]
    public void Build_SameWishInAnotherOrder_IsTheSameStack()
    {
        var one = Wish.Spec with { SubnetIds = ["a", "b"], Routes = [Wish.Route(1, 1, 2), Wish.Route(2, 3)], Principals = [Wish.Principal("arn:aws:iam::012345678901:root"), Wish.Spec.Principals[0]] };
        var other = Wish.Spec with { SubnetIds = ["b", "a", "a"], Routes = [Wish.Route(2, 3), Wish.Route(1, 2, 1, 1)], Principals = [Wish.Spec.Principals[0], Wish.Principal("arn:aws:iam::012345678901:root")] };
        Assert.Equal(StackBuilder.Build(one), StackBuilder.Build(other));
    }

    [Fact]
    public void Build_AnotherNode_IsAnotherStack() =>
        Assert.NotEqual(StackBuilder.Build(Wish.Spec), StackBuilder.Build(Wish.Spec with { Routes = [Wish.Route(5432, 2)] }));

    [Fact]
    public void Build_Deleting_IsTheEmptyStack() => Assert.Equal(Stack.Empty(Wish.Id), StackBuilder.Build(Wish.Deleted));

    [Fact]
    public void Build_TwoRoutesOnOnePort_NamesBothAndThePort()
    {
        var error = Assert.Throws<ArgumentException>(() => StackBuilder.Build(Wish.Spec with { Routes = [new("pg", 5432, []), new("pgbouncer", 5432, [])] }));
        Assert.Contains("pg and pgbouncer on port 5432", error.Message, StringComparison.Ordinal);
    }
}
