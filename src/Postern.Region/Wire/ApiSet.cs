using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>The APIs that one URL serves, by the service that a request was signed for and the version that it names.</summary>
internal sealed class ApiSet(IReadOnlyDictionary<string, ActionTable> byService)
{
    public Dialect? DialectOf(string version) => byService.Values.FirstOrDefault(a => a.Dialect.Version == version)?.Dialect;

    public Dialect? DialectOfService(string service) => byService.GetValueOrDefault(service)?.Dialect;

    public IEnumerable<string> ActionNames => byService.Values.SelectMany(a => a.Names);

    public ActionTable? Find(string service, string version) =>
        byService.TryGetValue(service, out var api) && api.Dialect.Version == version ? api : null;
}
