using System.Text.RegularExpressions;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>Projects, their tags and certificate authority.</summary>
internal static partial class ProjectApi
{
    public static void Map(RouteGroupBuilder api, RouteGroupBuilder projects)
    {
        api.MapGet("/project", async (Caller caller, MemberRows members, CancellationToken cancellationToken) =>
        {
            var mine = await members.ProjectsOfAsync(caller.User, cancellationToken);
            return ApiJson.Ok(new
            {
                Projects = mine.Select(p => ToWire(p.Project)),
                ProjectMembership = mine.ToDictionary(p => p.Project.Name, p => p.Role.ToWire()),
                ProjectMemberships = mine.ToDictionary(p => p.Project.Name, p => new[] { p.Role.ToWire() }),
            });
        }).Needs(Permission.SignedIn);
        api.MapPost("/project", CreateAsync).Needs(Permission.SignedIn);
        api.MapGet("/organization/{organization}", (string organization) => ApiJson.Ok(new { OrganizationId = organization, AccountId = organization, OrganizationName = organization })).Needs(Permission.SignedIn);
        projects.MapPut("/{project}", UpdateAsync).Needs(Permission.ProjectWrite);
        projects.MapDelete("/{project}", DeleteAsync).Needs(Permission.ProjectDelete);
        projects.MapGet("/{project}", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, cancellationToken) is { } found ? ApiJson.Ok(new { Project = ToWire(found) }) : ApiError.NoSuchProject).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/tags", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, cancellationToken) is { } found ? ApiJson.Ok(new { found.Tags }) : ApiError.NoSuchProject).Needs(Permission.ProjectRead);
        projects.MapPut("/{project}/tags", (string project, Caller caller, RequestBody body, ProjectRows rows, CancellationToken cancellationToken) =>
            ChangeTagsAsync(project, caller, body, replaces: true, rows, cancellationToken)).Needs(Permission.ProjectWrite);
        projects.MapPatch("/{project}/tags", (string project, Caller caller, RequestBody body, ProjectRows rows, CancellationToken cancellationToken) =>
            ChangeTagsAsync(project, caller, body, replaces: false, rows, cancellationToken)).Needs(Permission.ProjectWrite);
        projects.MapGet("/{project}/kms/ca", async (string project, ProjectRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, cancellationToken) is { } found ? ApiJson.Ok(new { Certificate = found.CaCertificate }) : ApiError.NoSuchProject).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/static-ips", () => ApiJson.Ok(new { StaticIps = Array.Empty<object>() })).Needs(Permission.ProjectRead);
    }

    private static async Task<IResult> CreateAsync(Caller caller, RequestBody body, ProjectRows rows, Cloud here, CancellationToken cancellationToken)
    {
        var name = body.RequiredText("project");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            body.Wrong($"project is '{name}'. Use up to 63 lower-case letters, digits and dashes, beginning with a letter and ending with a letter or digit");
        }

        var cloud = CloudOf(body, here);
        var (account, port, tags) = (body.OptionalText("account_id"), body.OptionalInteger("base_port"), body.OptionalMap("tags") ?? []);
        var emails = body.OptionalEmails("tech_emails") ?? [];
        if (port is < ProjectRows.LowestBasePort or > ProjectRows.HighestBasePort)
        {
            body.Wrong($"base_port is {port}. Use {ProjectRows.LowestBasePort} to {ProjectRows.HighestBasePort}");
        }

        return body.Error as IResult ?? (await rows.CreateAsync(name, account, cloud ?? here.Name, (int?)port, tags, emails, caller.Email, cancellationToken) is { } made
            ? ApiJson.Ok(new { Project = ToWire(made) })
            : new ApiError(StatusCodes.Status409Conflict, "project_already_exists", $"Project {name} already exists"));
    }

    private static async Task<IResult> UpdateAsync(string project, Caller caller, RequestBody body, ProjectRows rows, Cloud here, CancellationToken cancellationToken)
    {
        if (body.OptionalText("project_name") is { } name && name != project)
        {
            body.Wrong($"project_name is '{name}', but a project keeps its name, which is part of its host names: make a new project");
        }

        var (account, cloud, tags, emails) = (body.OptionalText("account_id"), CloudOf(body, here), body.OptionalMap("tags"), body.OptionalEmails("tech_emails"));
        if (body.Error is { } error)
        {
            return error;
        }

        var (changed, _) = await rows.ChangeAsync<ApiError>(project, caller.Email, row =>
        {
            (row.AccountId, row.DefaultCloud, row.Tags, row.TechEmails) = (account ?? row.AccountId, cloud ?? row.DefaultCloud, tags ?? row.Tags, emails ?? row.TechEmails);
            return null;
        }, cancellationToken);
        return changed is null ? ApiError.NoSuchProject : ApiJson.Ok(new { Project = ToWire(changed) });
    }

    private static async Task<IResult> ChangeTagsAsync(string project, Caller caller, RequestBody body, bool replaces, ProjectRows rows, CancellationToken cancellationToken)
    {
        if (TagChange.Read(body, replaces) is not { } change)
        {
            return body.Error!;
        }

        var (changed, error) = await rows.ChangeAsync(project, caller.Email, row =>
        {
            (row.Tags, var tooMany) = change(row.Tags);
            return tooMany;
        }, cancellationToken);
        return error as IResult ?? (changed is null ? ApiError.NoSuchProject : ApiJson.Message("updated"));
    }

    private static async Task<IResult> DeleteAsync(string project, ProjectRows rows, Caller caller, CancellationToken cancellationToken) =>
        await rows.DeleteAsync(project, caller.Email, cancellationToken)
            ? ApiJson.Message("deleted")
            : ApiError.Conflict($"Project {project} still has services or VPCs: delete them first");

    private static string? CloudOf(RequestBody body, Cloud here)
    {
        var cloud = body.OptionalText("cloud");
        if (cloud is not null && cloud != here.Name)
        {
            body.Wrong($"cloud is '{cloud}'. Use {here.Name}");
        }

        return cloud;
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    private static object ToWire(Project project) => new
    {
        ProjectName = project.Name, project.AccountId, AccountName = project.AccountId, OrganizationId = (string?)null, project.DefaultCloud, project.Tags,
        TechEmails = project.TechEmails.Select(email => new { Email = email }), BillingGroupId = (string?)null, BillingGroupName = (string?)null, BillingCurrency = "USD", BillingAddress = (string?)null,
        BillingEmails = Array.Empty<object>(), BillingExtraText = (string?)null, VatId = (string?)null, Country = (string?)null, CountryCode = (string?)null,
        PaymentMethod = (string?)null, AvailableCredits = "0.00", EstimatedBalance = "0.00", CardInfo = (object?)null, Features = new { },
        TenantId = (string?)null, TrialExpirationTime = (string?)null,
    };
}
