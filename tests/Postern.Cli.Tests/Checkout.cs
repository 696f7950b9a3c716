namespace Postern.Cli.Tests;

/// <summary>The checkout that the tests were built from: the build may have been told to forget where its sources were.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Postern.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
