using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Postern.Gateway.Protocol;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Configuration;

/// <summary>Reads the configuration and tells all its mistakes at once.</summary>
internal static class SettingsReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="folder">Where relative file names begin.</param>
    /// <returns>The settings, or null with at least one mistake.</returns>
    public static (GatewaySettings? Settings, IReadOnlyList<string> Mistakes) Read(string json, string folder)
    {
        GatewayFile? file;
        try
        {
            file = JsonSerializer.Deserialize<GatewayFile>(json, Json);
        }
        catch (JsonException e)
        {
            return (null, [$"not a configuration: {e.Message}"]);
        }

        var mistakes = new List<string>();
        if (file?.Version is null)
        {
            mistakes.Add("version is missing; set a number that grows with each change");
        }

        var routes = new Dictionary<string, RouteSettings>(StringComparer.Ordinal);
        foreach (var route in file?.Routes ?? [])
        {
            if (string.IsNullOrEmpty(route.Name) || !routes.TryAdd(route.Name, new(route.Name, Brokers(route, mistakes))))
            {
                mistakes.Add($"route '{route.Name}': each route needs a name of its own");
            }
        }

        if (file?.Listeners is not { Count: > 0 })
        {
            mistakes.Add("listeners is empty; add one for each broker of each route");
        }

        var listeners = (file?.Listeners ?? []).ConvertAll(l => Listener(l, routes, folder, mistakes));
        mistakes.AddRange(listeners.OfType<ListenerSettings>().Where(l => l.Listen.Port != 0).GroupBy(l => l.Listen).Where(g => g.Count() > 1).Select(g => $"listeners: {g.Key} is there {g.Count()} times"));
        if (mistakes.Count > 0)
        {
            return (null, mistakes);
        }

        var files = file!.Listeners!.SelectMany(l => new[] { l.Certificate, l.Key, l.ClientAuthorities, l.Sasl, l.UpstreamAuthorities, l.UpstreamCertificate, l.UpstreamKey }).OfType<string>();
        return (new(file.Version!.Value, [.. listeners.OfType<ListenerSettings>()], [.. files.Distinct().Select(f => Path.Combine(folder, f))]), []);
    }

    private static Dictionary<int, BrokerAddress> Brokers(RouteFile route, List<string> mistakes)
    {
        var brokers = new Dictionary<int, BrokerAddress>();
        foreach (var (id, address) in route.Brokers ?? [])
        {
            if (int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && BrokerAddress.TryParse(address) is { } parsed)
            {
                brokers[number] = parsed;
            }
            else
            {
                mistakes.Add($"route '{route.Name}': broker '{id}' is at '{address}'; needed is a broker id and HOST:PORT");
            }
        }

        return brokers;
    }

    private static ListenerSettings? Listener(ListenerFile file, Dictionary<string, RouteSettings> routes, string folder, List<string> mistakes)
    {
        var before = mistakes.Count;
        var name = $"listener '{file.Listen}'";
        if (!routes.TryGetValue(file.Route ?? "", out var route))
        {
            mistakes.Add($"{name}: there is no route '{file.Route}'");
        }

        if (!IPEndPoint.TryParse(file.Listen ?? "", out var listen) || !file.Listen!.Contains(':', StringComparison.Ordinal))
        {
            mistakes.Add($"{name}: listen needs an IP address and a port, as in 0.0.0.0:10000");
        }

        var upstream = BrokerAddress.TryParse(file.Upstream);
        if (upstream is null)
        {
            mistakes.Add($"{name}: upstream is '{file.Upstream}'; needed is the broker's HOST:PORT");
        }

        var clientTls = Load(name, "certificate and key", mistakes, () => Certificate(file.Certificate, file.Key, folder));
        var clients = Load(name, "clientAuthorities", mistakes, () => Authorities(file.ClientAuthorities, folder));
        var own = Load(name, "upstreamCertificate and upstreamKey", mistakes, () => Certificate(file.UpstreamCertificate, file.UpstreamKey, folder));
        var authorities = Load(name, "upstreamAuthorities", mistakes, () => Authorities(file.UpstreamAuthorities, folder));
        var users = Load(name, "sasl", mistakes, () => file.Sasl is null ? null : SaslFile.Read(Path.Combine(folder, file.Sasl)));
        if (users is not null && file.Certificate is null)
        {
            mistakes.Add($"{name}: sasl needs certificate and key too, or passwords would go in the clear");
        }

        if (clients is not null && file.Certificate is null)
        {
            mistakes.Add($"{name}: clientAuthorities needs certificate and key too");
        }

        if ((authorities is not null || own is not null) && file.UpstreamServerName is null)
        {
            mistakes.Add($"{name}: upstreamAuthorities and upstreamCertificate need upstreamServerName too");
        }

        return mistakes.Count > before
            ? null
            : new(route!, listen!, upstream!, file.ProxyProtocol, clientTls is null ? null : new(clientTls, clients), file.UpstreamServerName is { } server ? new(server, authorities, own) : null) { Users = users };
    }

    private static T? Load<T>(string listener, string what, List<string> mistakes, Func<T?> load)
        where T : class
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add($"{listener}: {what}: {e.Message}");
            return null;
        }
    }

    private static SslStreamCertificateContext? Certificate(string? certificate, string? key, string folder)
    {
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw new ArgumentException("both are needed, or none");
        }

        var path = Path.Combine(folder, certificate);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(path, Path.Combine(folder, key)), chain, offline: true);
    }

    private static X509Certificate2Collection? Authorities(string? file, string folder)
    {
        if (file is null)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(folder, file));
        return authorities.Count > 0 ? authorities : throw new ArgumentException($"{file} has no certificate in it");
    }
}
