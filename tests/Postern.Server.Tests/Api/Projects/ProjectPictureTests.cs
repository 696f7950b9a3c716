using Postern.Server.Api.Projects;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class ProjectPictureTests
{
    [Fact]
    public void Since_NothingButTheNextLook_IsNothing()
    {
        var (before, after) = (Vpc(), Vpc());
        (after.DueAt, after.Failures) = (DateTime.UnixEpoch.AddHours(1), 3);

        Assert.Equal(Of(before).Id, Of(after).Id);
        Assert.Empty(Of(after).Since(Of(before)));
    }

    [Fact]
    public void Since_Result_NamesItsTopic()
    {
        var changed = Vpc();
        changed.Reason = "It is being made.";

        Assert.Equal(["vpcs"], Of(changed).Since(Of(Vpc())));
    }

    [Fact]
    public void Since_EventAndRowThatIsGone_NamesBoth() =>
        Assert.Equal(["events", "vpcs"], ProjectPicture.Of([], [], 2, []).Since(ProjectPicture.Of([], [Vpc()], 1, [])));

    private static ProjectPicture Of(ProjectVpc vpc) => ProjectPicture.Of([], [vpc], 1, []);

    private static ProjectVpc Vpc() => new() { Id = "1", Cell = TestServer.Cloud, Project = "demo", NetworkCidr = "10.1.0.0/24", CreatedAt = DateTime.UnixEpoch };
}
