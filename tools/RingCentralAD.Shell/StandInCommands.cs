using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RingCentralAD.Shell;

/// <summary>
/// The standard commands that pwsh brings beside the engine and that scripts of this project use. Each does what the
/// real one does for the parameters it has; a script that needs more needs pwsh.
/// </summary>
internal static class StandInCommands
{
    public static void AddTo(InitialSessionState state)
    {
        foreach (Type type in typeof(StandInCommands).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }
    }
}
