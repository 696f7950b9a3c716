using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Postern.Server.Console;

/// <summary>
/// The files that the build has put beside the program, as they were when the server started: no path leads elsewhere, and a page does not name scripts that came with a newer version.
/// </summary>
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
        var encoding = Encodings.Select(e => e.Encoding).FirstOrDefault(e => accepted.Contains(e) && asset.Packed.ContainsKey(e));
        var headers = http.Response.Headers;
        // Names with a hash never change their content; the page itself names them, so it is asked for each time.
        headers.CacheControl = name == "index.html" ? "no-cache" : "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return TypedResults.Bytes(encoding is null ? asset.Content : asset.Packed[encoding], asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{encoding}\""));
    }

    private static Asset Read(FileInfo file)
    {
        var content = File.ReadAllBytes(file.FullName);
        var packed = Encodings.Where(e => File.Exists(file.FullName + e.Extension)).ToDictionary(e => e.Encoding, e => File.ReadAllBytes(file.FullName + e.Extension));
        return new Asset(content, packed, TypeOf(file.Extension)!, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private static string? TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    private sealed record Asset(byte[] Content, Dictionary<string, byte[]> Packed, string ContentType, string Hash);
}
