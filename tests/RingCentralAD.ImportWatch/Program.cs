using System.Management.Automation;
using System.Management.Automation.Runspaces;
using RingCentralAD.ImportWatch;

if (args is not [string manifest])
{
    Console.Error.WriteLine("Usage: RingCentralAD.ImportWatch <module.psd1>: tells which methods of RingCentralAD the import runs.");
    return 64;
}

InitialSessionState state = InitialSessionState.CreateDefault2();
using Runspace runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using PowerShell shell = PowerShell.Create();
shell.Runspace = runspace;

// The engine's own first steps come before: what is compiled from here on is the import's.
shell.AddScript("$null = Get-Module").Invoke();
shell.Commands.Clear();
using CompiledMethods methods = new();
shell.AddScript("param($m) Import-Module $m -ErrorAction Stop").AddArgument(manifest).Invoke();
foreach (string method in methods.UpTo(Marker.Reach))
{
    Console.Out.WriteLine(method);
}

return 0;
