using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace RingCentralAD.Loader;

/// <summary>
/// Keeps Core and every package of the module in a load context of their own, so that no version of theirs
/// meets one that PowerShell or another module carries. Listed first under NestedModules: PowerShell reads the
/// types of the cmdlet assembly before it runs an initializer that lives in it.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext, IModuleAssemblyInitializer
{
    private const string CoreName = "RingCentralAD.Core";
    private static readonly Lazy<LoadContext> s_context = new(() => new LoadContext());
    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Makes the context; PowerShell makes one more only to call <see cref="OnImport"/>.</summary>
    public LoadContext()
        : base("RingCentralAD")
    {
        string bin = Path.GetDirectoryName(typeof(LoadContext).Assembly.Location)!;
        _resolver = new AssemblyDependencyResolver(Path.Combine(bin, "lib", CoreName + ".dll"));
    }

    /// <inheritdoc />
    public void OnImport()
    {
        Default.Resolving -= ResolveOwn;
        Default.Resolving += ResolveOwn;
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static Assembly? ResolveOwn(AssemblyLoadContext asking, AssemblyName name) =>
        name.Name is CoreName or "RingCentralAD.Expressions" or "RingCentralAD.Ldap"
            ? s_context.Value.LoadFromAssemblyName(name)
            : null;
}
