using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RingCentralAD.Shell.Pester;

/// <summary>
/// The commands of Pester 5 that the acceptance tests use, for machines without Pester. Where Pester is, the same files
/// are run by it.
/// </summary>
internal static class PesterCommands
{
    public static void AddTo(InitialSessionState state)
    {
        foreach (Type type in typeof(PesterCommands).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<PesterNameAttribute>() is { } pester && type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
            {
                foreach (string name in pester.Names)
                {
                    state.Commands.Add(new SessionStateAliasEntry(name, $"{cmdlet.VerbName}-{cmdlet.NounName}"));
                }
            }
        }
    }
}
