using System.Reflection;
using System.Runtime.CompilerServices;

namespace Postern.Server.Tests;

public sealed class ArchitectureTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] BelowApi = ["Catalogue", "Diagnoses", "Reconcile", "Runtime", "Runtime.Kafka", "Runtime.Nodes", "Snippets", "Store", "Webhooks"];

    /// <summary>What each folder may see besides itself.</summary>
    private static readonly Dictionary<string, string[]> Sees = new()
    {
        ["Api"] = ["Api.Callers", "Api.OpenApi", "Api.Operators", "Api.PrivateLinks", "Api.Projects", "Api.Requests", "Api.Services", .. BelowApi],
        ["Api.Callers"] = ["Api.Requests", .. BelowApi],
        ["Api.OpenApi"] = ["Api.Callers", "Api.Requests"],
        ["Api.Operators"] = ["Api.Callers", "Api.Requests", .. BelowApi],
        ["Api.PrivateLinks"] = ["Api.Callers", "Api.Requests", "Api.Services", .. BelowApi],
        ["Api.Projects"] = ["Api.Callers", "Api.Requests", .. BelowApi],
        ["Api.Requests"] = BelowApi,
        ["Api.Services"] = ["Api.Callers", "Api.Requests", .. BelowApi],
        ["Catalogue"] = [],
        ["Console"] = ["Api.Callers", "Api.Requests", "Store"],
        ["Diagnoses"] = ["Catalogue", "Store"],
        ["Preflight"] = ["Catalogue", "Reconcile", "Runtime.Nodes", "Store"],
        ["Reconcile"] = ["Catalogue", "Store"],
        ["Runtime"] = ["Runtime.Kafka", "Runtime.Networks", "Runtime.Nodes", "Runtime.Postgres", "Catalogue", "Reconcile", "Store"],
        ["Runtime.Kafka"] = ["Runtime.Nodes", "Catalogue", "Reconcile", "Store"],
        ["Runtime.Networks"] = ["Catalogue", "Reconcile", "Store"],
        ["Runtime.Nodes"] = ["Catalogue", "Reconcile", "Store"],
        ["Runtime.Postgres"] = ["Runtime.Nodes", "Catalogue", "Store"],
        ["Snippets"] = [],
        ["Store"] = [],
        ["Webhooks"] = ["Store"],
    };

    [Fact]
    public void Folders_SeeOnlyWhatTheyMay()
    {
        var wrong =
            from type in Types
            let folder = Folder(type)
            where folder is not null && Sees.ContainsKey(folder)
            from used in Used(type).SelectMany(Parts)
            let other = Folder(used)
            where other is not null && other != folder && !Sees[folder].Contains(other)
            select $"{type.FullName} → {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Folders_AllHaveARule() => Assert.Empty(Types.Select(Folder).OfType<string>().Distinct().Except(Sees.Keys));

    [Fact]
    public void Types_AreInternal() => Assert.DoesNotContain(Types, type => type.IsPublic && type.Namespace?.EndsWith("Migrations", StringComparison.Ordinal) == false);

    [Fact]
    public void Linq_OverTheDatabase_IsInTheStoreOnly() => Assert.DoesNotContain(
        Types.Where(type => Folder(type) is not (null or "Store")),
        type => Used(type).SelectMany(Parts).Any(used => typeof(IQueryable).IsAssignableFrom(used)));

    private static IEnumerable<Type> Types => typeof(ServerHost).Assembly.GetTypes().Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null || type.IsNested);

    /// <summary>The folder of the room; what is below it belongs to it, except in the largest, whose parts have rules of their own.</summary>
    private static string? Folder(Type type) => type.Namespace?.Split('.') switch
    {
        ["Postern", "Server", ("Api" or "Runtime") and var folder, var part, ..] => $"{folder}.{part}",
        ["Postern", "Server", var folder, ..] => folder,
        _ => null,
    };

    /// <summary>Signatures and the locals of method bodies; those of lambdas and async methods are nested types of their own.</summary>
    private static IEnumerable<Type> Used(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetFields(All).Select(field => field.FieldType),
        .. type.GetMethods(All).Select(method => method.ReturnType),
        .. type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method =>
            method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])),
    ];

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
}
