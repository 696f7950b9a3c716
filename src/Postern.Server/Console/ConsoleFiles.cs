using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Postern.Server.Console;

/// <summary>The files that the build has put beside the program; the set is fixed when the server starts, so no path leads elsewhere.</summary>
internal sealed class ConsoleFiles
{
    private static readonly (string Encoding, string Extension)[] Encodings = [("br", ".br"), ("gzip", ".gz")];
    private readonly FrozenDictionary<string, Asset> _assets;

    public ConsoleFiles() : this(Path.Combine(AppContext.BaseDirectory, "wwwroot", "console"))
    {
    }

    public ConsoleFiles(string folder) => _assets = Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles().Where(file => TypeOf(file.Extension) is not null).ToFrozenDictionary(file => file.Name, Read, StringComparer.Ordinal)
        : FrozenDictionary<string, Asset>.Empty;

    /// <summary>Null where there is no such file.</summary>
    public IResult? Find(string name, HttpContext http)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return null;
        }

        var accepted = http.Request.GetTypedHeaders().AcceptEncoding.Where(a => a.Quality is not 0).Select(a => a.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packed = Encodings.FirstOrDefault(e => accepted.Contains(e.Encoding) && File.Exists(asset.Path + e.Extension));
        var headers = http.Response.Headers;
        // Names with a hash never change their content; the page itself names them, so it is asked for each time.
        headers.CacheControl = name == "index.html" ? "no-cache" : "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (packed.Encoding is not null)
        {
            headers.ContentEncoding = packed.Encoding;
        }

        return TypedResults.PhysicalFile(asset.Path + packed.Extension, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{packed.Extension}\""));
    }

    private static Asset Read(FileInfo file)
    {
        using var content = file.OpenRead();
        return new Asset(file.FullName, TypeOf(file.Extension)!, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private static string? TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    private sealed record Asset(string Path, string ContentType, string Hash);
}
