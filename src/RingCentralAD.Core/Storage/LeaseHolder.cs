using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// Says which process holds a lease, so that one that died on this machine need not be waited for. A process is told by its number and
/// its start (a number is given again), and by the kernel and the space its number counts in (machines and containers may share a name).
/// Whatever cannot be told for certain counts as alive: then the lease runs out by itself.
/// </summary>
internal static class LeaseHolder
{
    private const string Mark = " [";
    private static readonly string s_here = $"{Environment.MachineName}/{PidSpace()}/{Boot()}";

    /// <summary>The holder with the mark of this process.</summary>
    public static string Sign(string holder) => Start(Environment.ProcessId) is { } start
        ? string.Create(CultureInfo.InvariantCulture, $"{holder}{Mark}{s_here}/{Environment.ProcessId}/{start}]")
        : holder;

    /// <summary>The holder as people read it.</summary>
    public static string Show(string holder)
    {
        int at = holder.LastIndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? holder : holder[..at];
    }

    /// <summary>Whether the holder is a process of this machine that is no more.</summary>
    public static bool IsDead(string holder)
    {
        int at = holder.LastIndexOf(Mark + s_here + "/", StringComparison.Ordinal);
        if (at < 0 || !holder.EndsWith(']'))
        {
            return false;
        }

        string[] parts = holder[(at + Mark.Length + s_here.Length + 1)..^1].Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            && Start(pid) is var start
            && start is not null && start != parts[1];
    }

    /// <summary>When a process began, in the machine's own count; "" where there is no such process, null where that cannot be told.</summary>
    private static string? Start(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return LinuxStart(pid);
            }

            using Process process = Process.GetProcessById(pid);
            return process.HasExited ? "" : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    private static string? LinuxStart(int pid)
    {
        // A /proc that hides other accounts' processes (hidepid) hides the first one too.
        if (!File.Exists("/proc/1/stat"))
        {
            return null;
        }

        string place = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat";
        if (!File.Exists(place))
        {
            return "";
        }

        // The name, in parentheses, may hold anything; after it come the state (field 3) and the start since boot (field 22).
        string text = File.ReadAllText(place);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null : fields[0] is "Z" or "X" ? "" : fields[19];
    }

    private static string PidSpace() => Tell(static () => new FileInfo("/proc/self/ns/pid").LinkTarget);

    /// <summary>The kernel's id since it was started.</summary>
    private static string Boot() => Tell(static () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    private static string Tell(Func<string?> look)
    {
        try
        {
            return OperatingSystem.IsLinux() ? look() ?? "" : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
