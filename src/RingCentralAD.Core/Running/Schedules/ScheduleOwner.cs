using System.Xml;
using System.Xml.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Whose a registration is: its file or task names the hub that it syncs.</summary>
internal static class ScheduleOwner
{
    /// <summary>Whether what a machine has (a file's text, a task's XML) syncs this hub.</summary>
    public static bool Syncs(ScheduleKind kind, string there, string hub)
    {
        string words = ScheduleCommand.Sync(hub) + " ";
        return kind switch
        {
            ScheduleKind.Systemd => Holds(there, SystemdUnits.Quoted(words)),
            ScheduleKind.Cron => Holds(there, CronLine.Quoted(words)),
            _ => Holds(Arguments(there), TaskXml.Quoted(words)),
        };
    }

    private static bool Holds(string text, string quoted) => text.Contains(quoted[1..^1], StringComparison.Ordinal);

    private static string Arguments(string task)
    {
        try
        {
            return string.Concat(XDocument.Parse(task.Trim('\uFEFF', ' ', '\r', '\n')).Descendants().Where(static element => element.Name.LocalName == "Arguments").Select(static element => element.Value));
        }
        catch (XmlException)
        {
            // Something else's words are no task of ours.
            return "";
        }
    }
}
