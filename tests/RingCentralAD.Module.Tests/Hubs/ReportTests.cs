using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>The report as an administrator asks for it, after a real run.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_report_is_written_of_what_the_runs_left()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 250 });
        lab.SetUp();
        lab.Run("""
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users'
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            """);
        long filled = (long)lab.Run("(Get-RcSyncRun -Last 1).Counts['Fill']")[0]!;
        Assert.Empty(lab.Run("Export-RcSyncReport $folder/none.html -WhatIf"));
        Assert.False(File.Exists(Path.Combine(lab.Folder, "none.html")));
        FileInfo file = Assert.IsType<FileInfo>(PSObject.AsPSObject(Assert.Single(lab.Run("Export-RcSyncReport $folder/report.html -Days 7 -PassThru"))!).BaseObject);
        string html = await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken);
        Assert.Equal(250 - filled, Cell(html, "Left (Unassigned)"));
        Assert.Equal(filled, Cell(html, "With account"));
        Assert.Empty(lab.Run("Export-RcSyncReport $folder/counts.html -WithoutPeople"));
        string login = Assert.IsType<string>(lab.Run("(Get-HubUser u001).Login")[0]);
        Assert.Contains(login, html, StringComparison.Ordinal);
        Assert.DoesNotContain(login, await File.ReadAllTextAsync(Path.Combine(lab.Folder, "counts.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        DateTime written = File.GetLastWriteTimeUtc(file.FullName);
        Assert.Equal("ReportFileExists", lab.Session.Run("Export-RcSyncReport $folder/report.html -NoClobber").Thrown!.ErrorRecord.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file.FullName));
        Assert.Equal("ReportFileFailed", lab.Session.Run("Export-RcSyncReport $folder/nowhere/report.html").Thrown!.ErrorRecord.FullyQualifiedErrorId.Split(',')[0]);
    }

    private static long Cell(string html, string row) =>
        long.Parse(Regex.Match(html, $"<th scope=\"row\">{Regex.Escape(row)}</th><td class=\"number\">([0-9,]+)</td>").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
