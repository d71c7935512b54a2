using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>A cmdlet that registers schedules or services on this machine.</summary>
public abstract class ScheduleCmdlet : HubCmdlet
{
    /// <summary>The module's manifest.</summary>
    private protected string ThisModule => Path.Combine(MyInvocation.MyCommand.Module.ModuleBase, "RingCentralAD.psd1");

    /// <summary>Tries a schedule as it will run; warns where that cannot be done from here.</summary>
    private protected async Task TryOutAsync(ScheduleRegistration registration, SyncSchedule schedule)
    {
        Tell($"Trying the sync as {schedule.RunAs ?? Environment.UserName}, with -WhatIf.");
        if (!await registration.TryAsync(schedule, StopToken))
        {
            WriteWarning($"The sync could not be tried as {schedule.RunAs} from here. Start the task {TaskXml.NameOf(schedule)} once, and look at its last result: 0 is all well.");
        }
    }

    /// <summary>The hub as the command line names it; no password stands on a command line.</summary>
    private protected string ScheduledHub(IHubStore hub)
    {
        if (Hub is null || Locate(Hub.Location).IsFile)
        {
            return Path.IsPathRooted(hub.Location) ? hub.Location : throw Invalid($"The hub {hub.Location} is on a server.", "Name it with -Hub 'Host=…;Database=…;Username=…'.");
        }

        return Locate(Hub.Location).HasPassword
            ? throw Invalid("The connection string holds a password, which would stand on the schedule's command line.", "Leave it out, and keep it in the account's password file (~/.pgpass), or use Kerberos or a client certificate.")
            : Hub.Location;
    }

    /// <summary>The PowerShell that runs this, or pwsh. Where there is none, -WhatIf shows the rest with a warning.</summary>
    private protected string ThisPowerShell()
    {
        string name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        if (Path.GetFileName(Environment.ProcessPath) == name)
        {
            return Environment.ProcessPath!;
        }

        if (Tool("pwsh") is { } found)
        {
            return found;
        }

        RingCentralAdException missing = Invalid("There is no pwsh in the folders of PATH.", "Name it with -PowerShell.");
        if (!WhatIf.IsAsked(this))
        {
            throw missing;
        }

        WriteWarning($"{missing.Message} Nothing could be registered like this. {missing.Remedy}");
        return name;
    }

    /// <summary>A program of the folders of PATH; null where none has it.</summary>
    private protected static string? Tool(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static RingCentralAdException Invalid(string message, string remedy) => new("ScheduleInvalid", ErrorKind.InvalidInput, message, remedy);
}
