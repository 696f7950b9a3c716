namespace Postern.EndToEnd.Tests;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Postern => Path.Combine(Root, "postern");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Postern.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the checkout.");
        }

        return folder.FullName;
    }
}
