using System.Reflection;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests;

/// <summary>No public member of Core names a package's type: who uses Core must not need its packages.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Public_members_name_types_of_dotnet_and_our_own_only()
    {
        IEnumerable<string> foreign =
            from type in typeof(RingCentralAdException).Assembly.GetExportedTypes()
            from used in Used(type).SelectMany(Flatten).Distinct()
            let home = used.Assembly.GetName().Name!
            where !home.StartsWith("System.", StringComparison.Ordinal) && !home.StartsWith("RingCentralAD.", StringComparison.Ordinal)
            select $"{type.FullName} names {used.FullName} of {home}.";

        Assert.Empty(foreign);
    }

    private static IEnumerable<Type> Used(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> methods = type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)).Where(IsVisible);
        return methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType))
            .Concat(type.GetFields(Own).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(field => field.FieldType))
            .Concat(type.GetInterfaces())
            .Append(type.BaseType ?? typeof(object));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Flatten(Type type) => type.HasElementType
        ? Flatten(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Flatten).Append(type);
}
