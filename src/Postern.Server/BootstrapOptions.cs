using Postern.Server.Store;

namespace Postern.Server;

/// <summary><c>Postern__Bootstrap__…</c>: what a new server begins with.</summary>
internal sealed class BootstrapOptions
{
    public string Project { get; set; } = "";

    /// <summary>Where the ports of the project's services begin; chosen at random where it is absent. It stays as it was made.</summary>
    public int? BasePort { get; set; }

    public string AdminToken { get; set; } = "";

    public string ReadOnlyToken { get; set; } = "";

    public string AdminEmail { get; set; } = "admin@postern.internal";

    public string ReadOnlyEmail { get; set; } = "viewer@postern.internal";

    private const int ShortestToken = 16;

    public static string? Mistake(BootstrapOptions options) =>
        options.AdminToken.Length is > 0 and < ShortestToken || options.ReadOnlyToken.Length is > 0 and < ShortestToken
            ? $"Postern:Bootstrap:AdminToken or ReadOnlyToken is shorter than {ShortestToken} characters. Set a random text of letters and digits."
        : options.AdminToken.Length > 0 && options.AdminToken == options.ReadOnlyToken ? "Postern:Bootstrap:AdminToken and ReadOnlyToken are the same. Set two different ones."
        : options.BasePort is < ProjectRows.LowestBasePort or > ProjectRows.HighestBasePort
            ? $"Postern:Bootstrap:BasePort is {options.BasePort}. Use {ProjectRows.LowestBasePort} to {ProjectRows.HighestBasePort}, or leave it out to have one chosen."
        : null;
}
