using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary><c>/me</c></summary>
internal static class UserApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/me", async (Caller caller, MemberRows members, CancellationToken cancellationToken) =>
    {
        var projects = await members.ProjectsOfAsync(caller.User, cancellationToken);
        return ApiJson.Ok(new
        {
            User = new
            {
                User = caller.Email, UserId = caller.Email, caller.User.RealName, State = "active", Auth = Auth(caller.User), Projects = projects.Select(p => p.Project.Name), caller.User.IsAdministrator,
                ProjectMembership = projects.ToDictionary(p => p.Project.Name, p => p.Role.ToWire()),
                ProjectMemberships = projects.ToDictionary(p => p.Project.Name, p => new[] { p.Role.ToWire() }),
                Invitations = Array.Empty<object>(), Intercom = new { AppId = "", Hmac = "" }, Features = new { }, TokenValidityBegin = (string?)null,
                CreateTime = caller.User.CreatedAt, City = (string?)null, Country = (string?)null, Department = (string?)null, JobTitle = (string?)null,
            },
        });
    }).Needs(Permission.SignedIn);

    /// <summary>The ways in which a user can sign in.</summary>
    public static string[] Auth(User user) => user.PasswordHash is null ? ["token"] : ["password", "token"];
}
