using System.Reflection;
using System.Runtime.Loader;

namespace RingCentralAD.Loader;

/// <summary>
/// Holds Core and every package of the module apart, so that no version of theirs meets one that PowerShell or another
/// module carries. What Core's deps.json does not list (.NET itself, PowerShell) comes from the default context.
/// </summary>
internal sealed class LoadContext : AssemblyLoadContext
{
    private const string CoreName = "RingCentralAD.Core";
    private static readonly Lazy<LoadContext> s_context = new(() => new LoadContext(LibraryFolder()));
    private readonly AssemblyDependencyResolver _resolver;

    private LoadContext(string folder)
        : base("RingCentralAD") =>
        _resolver = new AssemblyDependencyResolver(Path.Combine(folder, CoreName + ".dll"));

    /// <summary>Answers the default context when it asks for one of our own assemblies below the cmdlets, and for no other.</summary>
    public static Assembly? ResolveOwn(AssemblyLoadContext asking, AssemblyName name) =>
        name.Name is CoreName or "RingCentralAD.Expressions" or "RingCentralAD.Ldap"
            ? s_context.Value.LoadFromAssemblyName(name)
            : null;

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static string LibraryFolder() =>
        Path.Combine(Path.GetDirectoryName(typeof(LoadContext).Assembly.Location)!, "lib");
}
