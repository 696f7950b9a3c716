using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>Which entry of <c>components</c> is meant; the first that matches is taken, in the order of the answer.</summary>
/// <param name="Access">The component that has to be switched on for PrivateLink.</param>
internal sealed record ComponentLookup(string Route, string? ConnectionId, string Usage, string Access)
{
    /// <summary>How clients prove who they are; null where the component knows but one way.</summary>
    public string? Method { get; init; }

    public static ComponentLookup Create(string? route, string? connectionId, string usage, string access) =>
        connectionId is not null && route is not (null or "privatelink")
            ? throw new UsageException($"-p {connectionId} is a PrivateLink connection and does not go with -r {route}. Leave one of them out.")
            : new ComponentLookup(route ?? (connectionId is null ? "dynamic" : "privatelink"), connectionId, usage, access);

    public JsonObject Find(JsonObject service) =>
        service.List("components").OfType<JsonObject>().FirstOrDefault(Matches)
        ?? throw Missing(service);

    private CliException Missing(JsonObject service) => new($"Could not find connection information with filters {Filters()} in service {service.Text("service_name")}.{Cure(service)}");

    /// <summary>As <see cref="Find"/>, where a service has several components and only the one called <see cref="Access"/> will do.</summary>
    public JsonObject FindOnly(JsonObject service) =>
        service.List("components").OfType<JsonObject>().FirstOrDefault(component => component.Text("component") == Access && Matches(component)) ?? throw Missing(service);

    private bool Matches(JsonObject component) =>
        component.Text("route") == Route && component.Text("usage") == Usage
        && (Method is null || component.Text("kafka_authentication_method") == Method)
        && (ConnectionId is null || component.Text("privatelink_connection_id") == ConnectionId);

    private string Filters() => $"route={Route}, usage={Usage}" + (Method is null ? "" : $", kafka_authentication_method={Method}") + (ConnectionId is null ? "" : $", privatelink_connection_id={ConnectionId}");

    private string Cure(JsonObject service)
    {
        var name = service.Text("service_name");
        if (Method is not null && !service.List("components").Any(component => component.Text("kafka_authentication_method") == Method))
        {
            return $" `postern service update -c kafka_authentication_methods.{Method}=true {name}` switches it on.";
        }

        return Route == "privatelink"
            ? $" It needs `postern service update -c privatelink_access.{Access}=true {name}` and an attached endpoint (`postern service privatelink aws connection list {name}`)."
            : $" `postern service get -v {name}` shows what there is.";
    }
}
