using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>Imports a module and asks the engine itself what its cmdlets are: so help says what PowerShell does.</summary>
internal static class ModuleReader
{
    /// <param name="manifest">The module.</param>
    /// <param name="folder">Where its docs/ with the about topics lies.</param>
    /// <exception cref="InvalidOperationException">The module cannot be imported.</exception>
    public static ModuleHelp Read(string manifest, string folder)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        PSModuleInfo module = (PSModuleInfo)Run(runspace, "param($m) Import-Module $m -PassThru -DisableNameChecking", manifest).Single();
        CmdletInfo[] cmdlets = [.. Run(runspace, "param($m) Get-Command -Module $m -CommandType Cmdlet", module.Name).Cast<CmdletInfo>().OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
        ILookup<string, string> aliases = Run(runspace, "param($m) Get-Command -Module $m -CommandType Alias", module.Name)
            .Cast<AliasInfo>()
            .ToLookup(alias => alias.Definition, alias => alias.Name);

        string helpFile = Path.GetFileName(module.RootModule is { Length: > 0 } root ? root : module.Path) + "-Help.xml";
        Dictionary<string, string> byType = cmdlets.ToDictionary(cmdlet => cmdlet.ImplementingType.FullName!, cmdlet => cmdlet.Name);
        CommandReader reader = new(new XmlDocs(), byType.GetValueOrDefault, module.Name);
        AboutTopic[] topics = [.. AboutTopics.Read(module.Name, folder)];
        RelatedLinks links = new(byType.Values.ToHashSet(StringComparer.Ordinal), module.ProjectUri, topics.Select(topic => topic.Name).FirstOrDefault(name => name == $"about_{module.Name}") ?? "");
        return new ModuleHelp(
            module.Name,
            helpFile,
            [.. cmdlets.Select(cmdlet => reader.Read(cmdlet, [.. aliases[cmdlet.Name].Order(StringComparer.Ordinal)])).Select(command => command with { Links = links.Of(command) })],
            topics);
    }

    private static List<object> Run(Runspace runspace, string script, string argument)
    {
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        List<object> found = [.. shell.AddScript(script).AddArgument(argument).Invoke().Select(item => item.BaseObject)];
        return shell.Streams.Error.Count == 0 ? found : throw new InvalidOperationException(shell.Streams.Error[0].ToString());
    }
}
