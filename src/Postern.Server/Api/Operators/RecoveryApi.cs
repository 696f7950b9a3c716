using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Runtime;
using Postern.Server.Store;

namespace Postern.Server.Api.Operators;

/// <summary>What AWS remembers and the store does not, after its loss.</summary>
internal static class RecoveryApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/recovery", async (Recovery recovery, CancellationToken cancellationToken) => Show(await recovery.FindAsync(cancellationToken))).Needs(Permission.Recover);
        api.MapPost("/recovery", async (Recovery recovery, Caller caller, CancellationToken cancellationToken) =>
            Show(await recovery.TakeUpAsync(caller.Email, cancellationToken))).Needs(Permission.Recover);
    }

    private static IResult Show(Lost lost) => ApiJson.Ok(new
    {
        ProjectVpcs = lost.Vpcs.Select(v => new { v.Project, ProjectVpcId = v.Id, v.NetworkCidr, v.AwsVpcId }),
        Services = lost.Services.Select(s => new { s.Project, ServiceName = s.Name, ServiceId = s.Id, ServiceType = s.Type, s.Plan, s.Port, s.InstanceId }),
        Privatelinks = lost.PrivateLinks.Select(p => new { PrivatelinkId = p.Id, p.ServiceId, p.Principals }),
        lost.Problems,
    });
}
