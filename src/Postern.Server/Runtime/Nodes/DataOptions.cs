namespace Postern.Server.Runtime.Nodes;

/// <summary><c>Postern__Data</c>: the folder that this server keeps everything in.</summary>
internal sealed class DataOptions
{
    public string Data { get; set; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "postern", "server");

    public string Database => Path.Combine(Data, "postern.db");

    public string ServiceFolder(string serviceId) => Path.Combine(Path.GetFullPath(Data), "services", serviceId);

    public static string? Mistake(DataOptions options) => options.Data.Length > 0 && !options.Data.Contains('\'') ? null
        : $"Postern:Data is '{options.Data}'. Set a folder that this server may write, without a quotation mark in its path.";
}
