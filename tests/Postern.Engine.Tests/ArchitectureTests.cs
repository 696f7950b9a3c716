using System.Reflection;

namespace Postern.Engine.Tests;

public sealed class ArchitectureTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly string[] TopDown = ["Postern.Engine", "Postern.Engine.Cloud", "Postern.Engine.Plans", "Postern.Engine.Stacks"];

    [Fact]
    public void Folders_PointDownwardsOnly()
    {
        var upwards =
            from type in typeof(Reconciler).Assembly.GetTypes()
            where TopDown.Contains(type.Namespace)
            from used in Used(type).SelectMany(Parts)
            where TopDown.Contains(used.Namespace) && Array.IndexOf(TopDown, used.Namespace) < Array.IndexOf(TopDown, type.Namespace)
            select $"{type.FullName} → {used.FullName}";
        Assert.Empty(upwards.Distinct());
    }

    [Fact]
    public void Engine_KnowsNoServerAndNoDatabase() => Assert.DoesNotContain(
        typeof(Reconciler).Assembly.GetReferencedAssemblies(),
        assembly => assembly.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || assembly.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || assembly.Name is "Postern.Server" or "Postern.Region");

    [Fact]
    public void Classes_AreSealedOrClosed() => Assert.DoesNotContain(
        typeof(Reconciler).Assembly.GetTypes(),
        type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Namespace?.StartsWith("Postern.Engine", StringComparison.Ordinal) == true);

    /// <summary>Signatures and the locals of method bodies.</summary>
    private static IEnumerable<Type> Used(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetFields(All).Select(field => field.FieldType),
        .. type.GetProperties(All).Select(property => property.PropertyType),
        .. type.GetMethods(All).Select(method => method.ReturnType),
        .. type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method =>
            method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])),
    ];

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
}
