using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RingCentralAD;

/// <summary>Closes what the runspace opened when the module is removed from it.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is { } here)
        {
            RunspaceEnd.Run(here);
        }
    }
}
