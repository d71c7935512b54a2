using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The XML by which Windows' Task Scheduler runs a schedule (Task Scheduler Schema, as Microsoft publishes it).</summary>
public static class TaskXml
{
    private static readonly XNamespace s_task = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>The task's name with its folder.</summary>
    public static string NameOf(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return $@"\RingCentralAD\{schedule.Name}";
    }

    /// <summary>
    /// The task. A group-managed service account signs in without a password that somebody keeps; a run that was missed is made up for once; of
    /// two at once the second is left out.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    public static string Of(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        string arguments = string.Join(' ', ((string[])[.. ScheduleCommand.Options, ScheduleCommand.Script(schedule)]).Select(Quoted));
        XElement task = Element("Task",
            new XAttribute("version", "1.3"),
            Element("RegistrationInfo",
                Element("URI", NameOf(schedule)),
                Element("Date", schedule.RegisteredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                Element("Author", schedule.By),
                Element("Description", "RingCentralAD sync. Written by Register-RcSyncSchedule; Unregister-RcSyncSchedule takes it away.")),
            Element("Triggers",
                Element("CalendarTrigger",
                    Element("Enabled", "true"),
                    Element("StartBoundary", schedule.RegisteredAt.ToString("yyyy-MM-dd'T'00:00:00", CultureInfo.InvariantCulture)),
                    schedule.Every < TimeSpan.FromDays(1) ? Element("Repetition", Element("Interval", XmlConvert.ToString(schedule.Every)), Element("Duration", "P1D"), Element("StopAtDurationEnd", "false")) : null,
                    Element("ScheduleByDay", Element("DaysInterval", "1")))),
            Element("Principals",
                Element("Principal",
                    new XAttribute("id", "Author"),
                    Element("UserId", schedule.RunAs ?? schedule.By),
                    IsSystem(schedule.RunAs) ? null : Element("LogonType", "Password"),
                    Element("RunLevel", "LeastPrivilege"))),
            Element("Settings",
                Element("MultipleInstancesPolicy", "IgnoreNew"),
                Element("DisallowStartIfOnBatteries", "false"),
                Element("StopIfGoingOnBatteries", "false"),
                Element("AllowHardTerminate", "true"),
                Element("StartWhenAvailable", "true"),
                Element("RunOnlyIfNetworkAvailable", "false"),
                Element("Enabled", "true"),
                Element("Hidden", "false"),
                Element("ExecutionTimeLimit", "PT0S"),
                Element("Priority", "7")),
            Element("Actions",
                new XAttribute("Context", "Author"),
                Element("Exec", Element("Command", schedule.Program), Element("Arguments", arguments))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{task}\n";
    }

    /// <summary>Whether an account needs no password that somebody keeps: a managed service account, or one of the system's own.</summary>
    public static bool NeedsNoPassword(string? account) => account is not null && (account.EndsWith('$') || IsSystem(account));

    private static bool IsSystem(string? account) =>
        account?.ToUpperInvariant() is "SYSTEM" or @"NT AUTHORITY\SYSTEM" or "S-1-5-18" or @"NT AUTHORITY\NETWORK SERVICE" or "NETWORK SERVICE" or "S-1-5-20" or @"NT AUTHORITY\LOCAL SERVICE" or "S-1-5-19";

    private static XElement Element(string name, params object?[] content) => new(s_task + name, content);

    /// <summary>A word as Windows' programs read their command line: blanks in quotes, quotes escaped, and the backslashes before them doubled.</summary>
    internal static string Quoted(string word)
    {
        if (word.Length > 0 && word.IndexOfAny([' ', '\t', '"']) < 0)
        {
            return word;
        }

        System.Text.StringBuilder text = new("\"");
        int slashes = 0;
        foreach (char c in word)
        {
            text.Append('\\', c == '"' ? slashes + 1 : 0).Append(c);
            slashes = c == '\\' ? slashes + 1 : 0;
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }
}
