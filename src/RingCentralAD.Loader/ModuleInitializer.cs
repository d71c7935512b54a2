using System.Management.Automation;
using System.Runtime.Loader;

namespace RingCentralAD.Loader;

/// <summary>
/// Tells .NET where to find what lies in bin/lib, and does nothing else. This assembly stands first under NestedModules,
/// since PowerShell reads the types of the cmdlet assembly before it would run an initializer that lives in it.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc />
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving -= LoadContext.ResolveOwn;
        AssemblyLoadContext.Default.Resolving += LoadContext.ResolveOwn;
    }
}
