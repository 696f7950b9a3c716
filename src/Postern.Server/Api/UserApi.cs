using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary><c>/me</c></summary>
internal static class UserApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/me", async (Caller caller, ProjectRows projects, CancellationToken cancellationToken) =>
    {
        var names = (await projects.ListAsync(cancellationToken)).Select(p => p.Name).ToList();
        var role = caller.Role.ToWire();
        return ApiJson.Ok(new
        {
            User = new
            {
                User = caller.Email, UserId = caller.Email, caller.User.RealName, State = "active", Auth = new[] { "token" }, Projects = names,
                ProjectMembership = names.ToDictionary(n => n, _ => role), ProjectMemberships = names.ToDictionary(n => n, _ => new[] { role }),
                Invitations = Array.Empty<object>(), Intercom = new { AppId = "", Hmac = "" }, Features = new { }, TokenValidityBegin = (string?)null,
                CreateTime = caller.User.CreatedAt, City = (string?)null, Country = (string?)null, Department = (string?)null, JobTitle = (string?)null,
            },
        });
    });

    public static string ToWire(this Role role) => role == Role.Admin ? "admin" : "read_only";
}
