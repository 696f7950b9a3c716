using Postern.Engine.Cloud;
using Postern.Server.Preflight;
using Postern.Tests.Shared;

namespace Postern.Server.Tests.Preflight;

/// <summary>The lists that policies are made of are what the server calls, no less and no more.</summary>
public sealed class ServerActionsTests
{
    [Fact]
    public void Lists_AreWhatTheServersCodeNames()
    {
        var called = CalledActions.Of(typeof(ServerHost).Assembly);
        var listed = Names([.. ServerActions.All, .. ServerActions.OfLocalNodes, .. ServerActions.OfEverybody]);

        Assert.Empty(called.Except(listed).Except(Names(EngineActions.All)));
        Assert.Empty(listed.Except(called));
    }

    [Fact]
    public void Creations_WithATag_MayTagWhatTheyMake()
    {
        var made = ServerActions.All.Where(action => action.Scopes.Any(scope => scope.Key?.StartsWith("aws:RequestTag/", StringComparison.Ordinal) == true)).Select(action => action.Name);
        Assert.Equal(made.Order(StringComparer.Ordinal), ServerActions.Tagging.SelectMany(action => action.Scopes).Select(scope => scope.Value).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyCollection<string> Names(IEnumerable<AwsAction> actions) => [.. actions.Select(action => action.ToString())];
}
