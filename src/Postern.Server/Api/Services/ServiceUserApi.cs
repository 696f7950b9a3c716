using System.Text.RegularExpressions;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Who may sign in to a service, and their credentials, which are the same on every route.</summary>
internal static partial class ServiceUserApi
{
    private const string Service = "/{project}/service/{service}", Path = Service + "/user";
    private const string Reset = "reset-credentials", SetAccess = "set-access-control", Acknowledge = "acknowledge-renewal";
    private const int ShortestPassword = 8, LongestPassword = 256, MostUsers = 100;

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, ListAsync).Needs(Permission.ServicesRead);
        projects.MapPost(Path, CreateAsync).Needs(Permission.ServicesWrite);
        projects.MapGet(Path + "/{user}", ShowAsync).Needs(Permission.ServicesRead);
        projects.MapPut(Path + "/{user}", ChangeAsync).Needs(Permission.ServicesWrite);
        projects.MapDelete(Path + "/{user}", DeleteAsync).Needs(Permission.ServicesWrite);
        projects.MapPut(Service + "/credentials/reset", (string project, string service, Caller caller, ServiceRows rows, ServiceView view, ServiceCatalogue catalogue, TimeProvider clock, CancellationToken cancellationToken) =>
            ChangedAsync(project, service, caller, rows, view, $"Gave the administrator of {service} new credentials", row => Renew(row, catalogue.Find(row.Type)!.Administrator, null, catalogue, clock), cancellationToken)).Needs(Permission.ServicesWrite);
        projects.MapPut(Service + "/maintenance/start", async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) is null ? ApiError.NoSuchService : ApiJson.Message("There are no maintenance updates to apply")).Needs(Permission.ServicesWrite);
    }

    private static async Task<IResult> ListAsync(string project, string service, string? search, string? limit, string? offset, Caller caller, ServiceRows rows, ServiceView view, CancellationToken cancellationToken)
    {
        if (ListPart.Read(search, limit, offset, out var part) is { } mistake)
        {
            return mistake;
        }

        return await rows.FindAsync(project, service, cancellationToken) is { } found
            ? part.Answer("users", view.Users(found), user => [user.Name], user => view.User(found, user.Name, caller)!)
            : ApiError.NoSuchService;
    }

    private static async Task<IResult> ShowAsync(string project, string service, string user, Caller caller, ServiceRows rows, ServiceView view, CancellationToken cancellationToken) =>
        await rows.FindAsync(project, service, cancellationToken) is not { } found ? ApiError.NoSuchService
        : view.User(found, user, caller) is { } shown ? ApiJson.Ok(new { User = shown }) : NoSuchUser(user);

    private static async Task<IResult> CreateAsync(
        string project, string service, Caller caller, RequestBody body, ServiceRows rows, ServiceView view, ServiceCatalogue catalogue, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = body.RequiredText("username");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            body.Wrong($"username is '{name}'. Use up to 64 letters, digits, dots, dashes and underscores, beginning with a letter, and neither pg_ nor postern");
        }

        var (refusal, error) = await rows.ChangeAsync(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            if (body.Error is { } mistakes)
            {
                return mistakes;
            }

            if (name == "postgres" || Known(row, name, catalogue))
            {
                return new ApiError(StatusCodes.Status409Conflict, "service_user_already_exists", $"User {name} already exists");
            }

            if (row.Users.Count >= MostUsers)
            {
                return ApiError.Conflict($"Service {service} has {MostUsers} users, which is as many as it may have: delete one that is not needed");
            }

            var access = Certificate(row, catalogue, clock);
            row.Users = [.. row.Users, new ServiceUser(name, Ids.NewPassword(), access.Certificate, access.Key, clock.GetUtcNow().UtcDateTime)];
            return null;
        }, cancellationToken, $"Made user {name} of {service}");
        return Refused(refusal, error) as IResult ?? await ShowAsync(project, service, name, caller, rows, view, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(
        string project, string service, string user, Caller caller, RequestBody body, ServiceRows rows, ServiceView view, ServiceCatalogue catalogue, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (operation, password) = (body.RequiredText("operation"), body.OptionalText("new_password"));
        if (operation.Length > 0 && operation is not (Reset or SetAccess or Acknowledge))
        {
            body.Wrong($"operation is '{operation}'. Use {Reset}, {SetAccess} or {Acknowledge}");
        }
        else if (operation == SetAccess)
        {
            body.Wrong($"operation is {SetAccess}, and users of this service have no access control of their own; they are told apart by their credentials alone");
        }

        if (password is not null && (password.Length is < ShortestPassword or > LongestPassword || !Password().IsMatch(password)))
        {
            body.Wrong($"new_password must have {ShortestPassword} to {LongestPassword} letters, digits and any of . _ ~ ! * + -");
        }

        return body.Error as IResult ?? await ChangedAsync(project, service, caller, rows, view, $"Gave user {user} of {service} new credentials",
            row => operation == Acknowledge ? Known(row, user, catalogue) ? null : NoSuchUser(user) : Renew(row, user, password, catalogue, clock), cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string project, string service, string user, Caller caller, ServiceRows rows, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        var (refusal, error) = await rows.ChangeAsync(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            if (user == catalogue.Find(row.Type)!.Administrator)
            {
                return ApiError.Conflict($"User {user} is the service's administrator and stays as long as the service");
            }

            var left = row.Users.Where(one => one.Name != user).ToList();
            if (left.Count == row.Users.Count)
            {
                return NoSuchUser(user);
            }

            row.Users = left;
            return null;
        }, cancellationToken, $"Deleted user {user} of {service}");
        return Refused(refusal, error) as IResult ?? ApiJson.Message("deleted");
    }

    private static async Task<IResult> ChangedAsync(
        string project, string service, Caller caller, ServiceRows rows, ServiceView view, string what, Func<Service, ApiError?> change, CancellationToken cancellationToken)
    {
        var (refusal, error) = await rows.ChangeAsync(project, service, caller.Email, moves: false, moveTo: null, change, cancellationToken, what);
        return Refused(refusal, error) as IResult ?? ApiJson.Ok(new { Service = view.Whole((await rows.FindAsync(project, service, cancellationToken))!, caller) });
    }

    private static ApiError? Renew(Service row, string user, string? password, ServiceCatalogue catalogue, TimeProvider clock)
    {
        if (!Known(row, user, catalogue))
        {
            return NoSuchUser(user);
        }

        var (access, secret, now) = (Certificate(row, catalogue, clock), password ?? Ids.NewPassword(), clock.GetUtcNow().UtcDateTime);
        if (user == catalogue.Find(row.Type)!.Administrator)
        {
            (row.AdminPassword, row.AccessCertificate, row.AccessKey, row.PasswordUpdatedAt) = (secret, access.Certificate, access.Key, now);
        }
        else
        {
            row.Users = [.. row.Users.Select(one => one.Name == user ? new ServiceUser(user, secret, access.Certificate, access.Key, now) : one)];
        }

        return null;
    }

    private static bool Known(Service row, string user, ServiceCatalogue catalogue) => user == catalogue.Find(row.Type)!.Administrator || row.Users.Exists(one => one.Name == user);

    private static (string? Certificate, string? Key) Certificate(Service row, ServiceCatalogue catalogue, TimeProvider clock) =>
        catalogue.Find(row.Type)!.UsesCertificates ? AccessCertificate.Issue(clock.GetUtcNow()) : (null, null);

    private static ApiError? Refused(ServiceRefusal refusal, ApiError? error) => refusal == ServiceRefusal.NotFound ? ApiError.NoSuchService : error;

    private static ApiError NoSuchUser(string user) => new(StatusCodes.Status404NotFound, "service_user_not_found", $"User does not exist: '{user}'");

    [GeneratedRegex(@"^(?!pg_|postern)[A-Za-z][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>What needs no quoting in a URI.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._~!*+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
