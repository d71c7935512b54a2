using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Writes a hub's state and its last runs into one HTML file that needs nothing else, not even a network.</summary>
public static class SyncReport
{
    /// <summary>Writes it. What the file held before stays until the new report is whole.</summary>
    /// <param name="hub">The hub; nothing else is asked.</param>
    /// <param name="path">The whole path of the file. On Unix, and on Windows where the file system has access lists, only its owner can read it.</param>
    /// <param name="days">How many days of runs, today included.</param>
    /// <param name="people">Whether people are named; else it holds counts alone, and nobody's name, address or number.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">ReportFileFailed.</exception>
    public static async Task WriteAsync(IHubReader hub, string path, int days, bool people, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(time);
        ReportFacts facts = await ReportReader.ReadAsync(hub, days, time, cancellationToken).ConfigureAwait(false);
        object page = new ReportPage(facts, people).Model((writer, stop) => PeopleList.WriteAsync(hub, facts.People, writer, stop));
        await ReportFile.WriteAsync(path, writer => HtmlTemplate.Load("report.html").WriteAsync(writer, page, cancellationToken)).ConfigureAwait(false);
    }
}
