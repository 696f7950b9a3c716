namespace Postern.Gateway.Configuration;

/// <summary>When a file was written and how long it is: enough to see that it changed.</summary>
internal readonly record struct FileState(DateTime Written, long Length)
{
    public static FileState Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : default;
    }
}
