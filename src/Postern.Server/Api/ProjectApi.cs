using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>Projects, their tags, users and certificate authority.</summary>
internal static class ProjectApi
{
    public static void Map(RouteGroupBuilder api, RouteGroupBuilder projects)
    {
        api.MapGet("/project", async (Caller caller, ProjectRows rows, CancellationToken cancellationToken) =>
        {
            var all = await rows.ListAsync(cancellationToken);
            var role = caller.Role.ToWire();
            return ApiJson.Ok(new
            {
                Projects = all.Select(ToWire),
                ProjectMembership = all.ToDictionary(p => p.Name, _ => role),
                ProjectMemberships = all.ToDictionary(p => p.Name, _ => new[] { role }),
            });
        });
        projects.MapGet("/{project}", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            ApiJson.Ok(new { Project = ToWire((await rows.FindAsync(project, cancellationToken))!) }));
        projects.MapGet("/{project}/tags", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            ApiJson.Ok(new { (await rows.FindAsync(project, cancellationToken))!.Tags }));
        projects.MapPut("/{project}/tags", async (string project, RequestBody body, ProjectRows rows, CancellationToken cancellationToken) =>
        {
            var tags = body.OptionalMap("tags") ?? [];
            if (body.Error is { } error)
            {
                return error;
            }

            await rows.SetTagsAsync(project, tags, cancellationToken);
            return ApiJson.Message("updated");
        });
        projects.MapGet("/{project}/kms/ca", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            ApiJson.Ok(new { Certificate = (await rows.FindAsync(project, cancellationToken))!.CaCertificate }));
        projects.MapGet("/{project}/static-ips", () => ApiJson.Ok(new { StaticIps = Array.Empty<object>() }));
        projects.MapGet("/{project}/users", async (string project, ProjectRows rows, CancellationToken cancellationToken) => ApiJson.Ok(new
        {
            Users = (await rows.UsersAsync(cancellationToken)).Select(u => new
            {
                UserEmail = u.User.Email, UserId = u.User.Email, u.User.RealName, MemberType = u.Role.ToWire(), TeamId = (string?)null, TeamName = (string?)null,
                Auth = new[] { "token" }, BillingContact = false, CreateTime = u.User.CreatedAt,
            }),
            Invitations = Array.Empty<object>(),
            GroupUsers = Array.Empty<object>(),
        }));
    }

    private static object ToWire(Project project) => new
    {
        ProjectName = project.Name, project.AccountId, AccountName = project.AccountId, OrganizationId = (string?)null, project.DefaultCloud, project.Tags,
        TechEmails = Array.Empty<object>(), BillingGroupId = (string?)null, BillingGroupName = (string?)null, BillingCurrency = "USD", BillingAddress = (string?)null,
        BillingEmails = Array.Empty<object>(), BillingExtraText = (string?)null, VatId = (string?)null, Country = (string?)null, CountryCode = (string?)null,
        PaymentMethod = (string?)null, AvailableCredits = "0.00", EstimatedBalance = "0.00", CardInfo = (object?)null, Features = new { },
        TenantId = (string?)null, TrialExpirationTime = (string?)null,
    };
}
