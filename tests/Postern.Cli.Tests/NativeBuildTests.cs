using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Postern.Cli.Tests;

/// <summary>
/// The program is handed out as one native file, which has no code but what was compiled into it. The analyzers see calls that are written, not those that the compiler
/// makes of an expression: <c>[.. values]</c> as a <c>JsonArray</c> is one of them.
/// https://learn.microsoft.com/dotnet/core/deploying/native-aot/fixing-warnings
/// </summary>
public sealed class NativeBuildTests
{
    [Fact]
    public void Program_CallsNothingThatNeedsCodeMadeWhileItRuns()
    {
        var called = Called(typeof(Cli).Assembly).ToList();

        Assert.Contains(called, method => method.Name == nameof(Console.WriteLine) || method.Name == nameof(TextWriter.WriteLine));
        Assert.Empty(called.Where(method => method.IsDefined(typeof(RequiresDynamicCodeAttribute)) || method.IsDefined(typeof(RequiresUnreferencedCodeAttribute))).Select(method => $"{method.DeclaringType}.{method.Name}"));
    }

    private static IEnumerable<MethodBase> Called(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        return [.. reader.MemberReferences.Where(handle => reader.GetMemberReference(handle).GetKind() == MemberReferenceKind.Method)
            .Where(handle => reader.GetMemberReference(handle).Parent.Kind == HandleKind.TypeReference)
            .Select(handle => assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(handle))!)];
    }
}
