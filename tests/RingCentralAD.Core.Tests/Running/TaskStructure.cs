using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>
/// Holds a task to the structure that Microsoft publishes (Task Scheduler Schema, learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema): which
/// elements may stand where, in which order where the schema has a sequence, and what may stand in them. Only what our tasks use of it.
/// </summary>
internal static class TaskStructure
{
    private const string Boolean = "true|false";
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?";
    private const string Duration = @"P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?";

    /// <summary>Children by element; an ordered one is a sequence of the schema, else any order will do.</summary>
    private static readonly Dictionary<string, (bool Ordered, string[] Children)> s_children = new()
    {
        ["Task"] = (false, ["RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"]),
        ["RegistrationInfo"] = (false, ["URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description", "Documentation"]),
        ["Triggers"] = (false, ["CalendarTrigger"]),
        ["CalendarTrigger"] = (true, ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay"]),
        ["Repetition"] = (false, ["Interval", "Duration", "StopAtDurationEnd"]),
        ["ScheduleByDay"] = (false, ["DaysInterval"]),
        ["Principals"] = (false, ["Principal"]),
        ["Principal"] = (false, ["UserId", "LogonType", "GroupId", "DisplayName", "RunLevel", "ProcessTokenSidType", "RequiredPrivileges"]),
        ["Settings"] = (false,
        [
            "AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName",
            "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings", "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle",
        ]),
        ["Actions"] = (false, ["Exec"]),
        ["Exec"] = (false, ["Command", "Arguments", "WorkingDirectory"]),
    };

    private static readonly Dictionary<string, string> s_values = new()
    {
        ["URI"] = ".+", ["Date"] = Time, ["Author"] = ".*", ["Description"] = ".*", ["Enabled"] = Boolean, ["StartBoundary"] = Time, ["Interval"] = Duration, ["Duration"] = Duration,
        ["StopAtDurationEnd"] = Boolean, ["DaysInterval"] = @"\d{1,3}", ["UserId"] = ".+", ["LogonType"] = "S4U|Password|InteractiveToken|InteractiveTokenOrPassword", ["RunLevel"] = "LeastPrivilege|HighestAvailable",
        ["MultipleInstancesPolicy"] = "Parallel|Queue|IgnoreNew|StopExisting", ["DisallowStartIfOnBatteries"] = Boolean, ["StopIfGoingOnBatteries"] = Boolean, ["AllowHardTerminate"] = Boolean,
        ["StartWhenAvailable"] = Boolean, ["RunOnlyIfNetworkAvailable"] = Boolean, ["Hidden"] = Boolean, ["ExecutionTimeLimit"] = Duration, ["Priority"] = @"\d|10", ["Command"] = ".{1,260}", ["Arguments"] = ".*",
    };

    public static void Check(XElement task)
    {
        Assert.Equal("Task", task.Name.LocalName);
        Assert.Equal("1.3", task.Attribute("version")?.Value);
        Walk(task);

        // The schema's keys: actions run as a principal that is there.
        string? context = task.Elements().Single(element => element.Name.LocalName == "Actions").Attribute("Context")?.Value;
        Assert.Contains(context, task.Descendants().Where(element => element.Name.LocalName == "Principal").Select(element => element.Attribute("id")?.Value));
    }

    private static void Walk(XElement element)
    {
        string name = element.Name.LocalName;
        if (!s_children.TryGetValue(name, out (bool Ordered, string[] Children) rule))
        {
            Assert.False(element.HasElements, $"{name} has no elements.");
            Assert.True(s_values.TryGetValue(name, out string? pattern), $"{name} is not of the structure.");
            Assert.Matches(new Regex($"^({pattern})$", RegexOptions.Singleline), element.Value);
            return;
        }

        string[] children = [.. element.Elements().Select(child => child.Name.LocalName)];
        Assert.All(children, child => Assert.Contains(child, rule.Children));
        Assert.Equal(children.Distinct(), children);
        if (rule.Ordered)
        {
            Assert.Equal(children.OrderBy(child => Array.IndexOf(rule.Children, child)), children);
        }

        foreach (XElement child in element.Elements())
        {
            Walk(child);
        }
    }
}
