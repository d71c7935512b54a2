using System.Globalization;
using System.Net;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What is told: as a title on one line, as text, and as HTML.</summary>
internal sealed record NotificationText
{
    /// <summary>The company.</summary>
    public required string Company { get; init; }

    /// <summary>Where the hub is.</summary>
    public required string Hub { get; init; }

    /// <summary>The machine that tells.</summary>
    public required string Host { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is the matter.</summary>
    public required IReadOnlyList<HealthFinding> Findings { get; init; }

    /// <summary>One line, whatever the names in it hold.</summary>
    public string Title => OneLine(Findings.Count switch
    {
        0 => $"{Company}: a test of RingCentralAD's notifications",
        1 => $"{Company}: {Findings[0].Message}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Company}: {Findings.Count} things of RingCentralAD to look at"),
    });

    /// <summary>The time, for people.</summary>
    public string Time => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Plain text.</summary>
    public string Plain
    {
        get
        {
            StringBuilder text = new();
            foreach (HealthFinding finding in Findings)
            {
                text.Append(finding.Message).Append('\n').Append(finding.Remedy).Append("\n\n");
            }

            if (Findings.Count == 0)
            {
                text.Append("This is a test. Nothing is the matter.\n\n");
            }

            return text.Append(Sender).ToString();
        }
    }

    /// <summary>HTML, every value escaped.</summary>
    public string Html
    {
        get
        {
            StringBuilder html = new("<!DOCTYPE html><html><body>");
            foreach (HealthFinding finding in Findings)
            {
                html.Append("<p><strong>").Append(Encoded(finding.Message)).Append("</strong><br>").Append(Encoded(finding.Remedy)).Append("</p>");
            }

            if (Findings.Count == 0)
            {
                html.Append("<p>This is a test. Nothing is the matter.</p>");
            }

            return html.Append("<p><small>").Append(Encoded(Sender)).Append("</small></p></body></html>").ToString();
        }
    }

    private string Sender => $"RingCentralAD of {Company} ({Hub}) on {Host}, {Time}";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string OneLine(string text)
    {
        string line = new([.. text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        return line.Length <= 150 ? line : line[..(char.IsHighSurrogate(line[148]) ? 148 : 149)] + "…";
    }
}
