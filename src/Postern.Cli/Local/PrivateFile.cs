namespace Postern.Cli.Local;

/// <summary>Files with secrets in them: readable by their owner only, and never half written.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(text);
        }
        File.Move(draft, path, overwrite: true);
    }
}
