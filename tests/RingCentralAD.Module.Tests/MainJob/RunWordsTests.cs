using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>What a run tells the person who ran it, and what its record tells the next one: what was refused, what was left, who said no.</summary>
public sealed class RunWordsTests : IAsyncLifetime
{
    private const string Shown = "ForEach-Object { \"$($_.State): $($_.Message) ($($_.Summary))\" }";
    private const string Last = "(Get-RcSyncRun -Kind WriteBack -Last 1).Number";
    private const string Stopped = "Stopped on its way, by Ctrl+C or by a next command that took no more (Select-Object -First is one). What was done until then stands; the next run does the rest.";
    private Lab _lab = null!;

    [Fact]
    public async Task A_value_that_is_not_sent_is_told_by_each_run_that_leaves_it_out()
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        await WriteAsync(("st", "Nowhere"));
        _lab.Run("Import-AdUsers | Out-Null");

        Assert.EndsWith(", 1 person asked for, nothing to do, 1 value refused; Get-RcProvisioningError says why", Told("Get-HubUser ben@example.com | Invoke-RcProvisioning"), StringComparison.Ordinal);
        Assert.Single(_lab.Run("Get-RcProvisioningError ben@example.com"));
        _lab.Run("Invoke-RcProvisioning ben@example.com -WhatIf");
        Assert.Contains("nothing to do, 1 value refused", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.EndsWith(" read, nothing to do, 1 value refused; Get-RcProvisioningError says why", Told("Invoke-RcProvisioning"), StringComparison.Ordinal);
        Assert.EndsWith(" asked for, nothing to do", Told("Invoke-RcProvisioning ann@example.com"), StringComparison.Ordinal);
        Assert.Contains("nothing to do, 1 value refused", $"{_lab.Run("(Invoke-RcSync -SkipImport).Stages | Where-Object Stage -eq Provisioning | ForEach-Object { \"$_\" }").Single()}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_RingCentral_refuses_is_told_by_the_run_that_met_it_and_by_the_next_one()
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        _lab.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.department", BodyContains = "Odd" });
        await WriteAsync(("department", "Odd"), ("mobile", "+14155550199"));
        _lab.Run("Import-AdUsers | Out-Null");

        Assert.EndsWith("1 person asked for, 1 update, 1 value refused; Get-RcProvisioningError says why", Told("Invoke-RcProvisioning ben@example.com"), StringComparison.Ordinal);
        Assert.EndsWith("1 person asked for, nothing to do, 1 value refused; Get-RcProvisioningError says why", Told("Invoke-RcProvisioning ben@example.com"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_for_and_needs_nothing_is_told()
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");

        Assert.EndsWith(", 1 person asked for, nothing to do", Told("Invoke-RcProvisioning ann@example.com"), StringComparison.Ordinal);
        Assert.EndsWith(", 2 people asked for, nothing to do", Told("'ann@example.com', 'ben@example.com' | Invoke-RcProvisioning"), StringComparison.Ordinal);
        Assert.EndsWith(" read, nothing to do", Told("Invoke-RcProvisioning"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_blocked_is_told_in_words()
    {
        await StartAsync(1);

        _lab.Run("Invoke-RcProvisioning -WhatIf | Out-Null");
        Assert.Contains("1 fill, 2 blocked (no Unassigned extension is left)", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.Contains(" read, 2 blocked, 1 fill  (", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RcNoUnassigned", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.EndsWith("2 blocked, 1 fill; Get-RcProvisioningError says why", Told("Invoke-RcProvisioning -ConfirmFirstRun"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-RcProvisioning")]
    [InlineData("Invoke-RcProvisioning -Confirm")]
    public async Task A_no_to_provisioning_leaves_nothing_waiting_and_the_record_says_so(string command)
    {
        await StartAsync(5);
        _lab.Session.Screen.Answers.Enqueue("No");

        Assert.Equal("Nothing was sent to RingCentral: the answer was no.", Told(command));
        Assert.Empty(_lab.Simulator.RequestLog.Writes);
        Assert.Empty(_lab.Run("Get-RcOperation -State Held, Planned"));
        Assert.Equal("Interrupted: Nothing was sent to RingCentral: the answer was no. ()", LastRun());

        _lab.Session.Screen.Answers.Enqueue("Yes");
        Assert.Equal(3, _lab.Run("Invoke-RcProvisioning").Count);
        Assert.Equal("Completed:  (3 Fill)", LastRun());
    }

    [Fact]
    public async Task A_no_carries_out_nothing_not_even_what_was_approved_before_and_the_approval_stands()
    {
        await StartAsync(5);
        _lab.Session.Run("Invoke-RcProvisioning");
        _lab.Run("Get-RcOperation -State Held | Where-Object Login -eq ann@example.com | Approve-RcOperation");
        _lab.Session.Screen.Answers.Enqueue("No");

        Assert.Equal("Nothing was sent to RingCentral: the answer was no.", Told("Invoke-RcProvisioning"));
        Assert.Empty(_lab.Simulator.RequestLog.Writes);

        // Nobody answers: what was approved is carried out, and the rest is held.
        _lab.Session.Run("Invoke-RcProvisioning");
        Assert.Single(_lab.Simulator.RequestLog.Writes);
        Assert.Equal(2, _lab.Run("Get-RcOperation -State Held").Count);
    }

    [Theory]
    [InlineData("Sync-PhoneWriteBack")]
    [InlineData("Sync-PhoneWriteBack -Confirm")]
    public async Task A_no_to_the_write_back_says_that_nothing_was_written_and_holds_nothing(string command)
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        _lab.Session.Screen.Answers.Enqueue("No");

        Assert.Equal("Nothing was written into the directory: the answer was no.", Told(command));
        Assert.Empty(_lab.Run("Get-RcOperation -State Held, Planned"));
        Assert.Equal("Interrupted: Nothing was written into the directory: the answer was no. ()", LastRun());
    }

    [Fact]
    public async Task A_no_to_an_undo_and_to_an_import_is_told_by_the_same_words()
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null; Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null");
        foreach ((string command, string told) in ((string, string)[])
            [
                ("Get-RcSyncRun -Kind WriteBack -Last 1 | Undo-PhoneWriteBack -Confirm", "Nothing was written into the directory: the answer was no."),
                ("Import-AdUsers -Confirm", "Nothing was imported: the answer was no."),
                ("Import-RcUser -Confirm", "Nothing was imported: the answer was no."),
            ])
        {
            _lab.Session.Screen.Answers.Enqueue("No");
            Assert.Equal(told, Told(command));
        }
    }

    [Fact]
    public async Task An_undo_of_a_run_that_wrote_nothing_names_the_last_one_that_wrote()
    {
        await StartAsync(5);
        _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null; Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null");
        object wrote = _lab.Run(Last).Single()!;
        _lab.Run("Sync-PhoneWriteBack | Out-Null");
        object empty = _lab.Run(Last).Single()!;
        Assert.NotEqual(wrote, empty);

        foreach (string how in (string[])["-WhatIf", "-Confirm:$false"])
        {
            ScriptResult told = _lab.Session.Run($"Get-RcSyncRun -Kind WriteBack -Last 1 | Undo-PhoneWriteBack {how}").MustSucceed();
            Assert.Empty(told.Output);
            Assert.Equal([$"Run {empty} wrote nothing; the last one that wrote something is run {wrote}: Undo-PhoneWriteBack {wrote}."], told.Warnings);
        }

        // No run is begun for nothing.
        Assert.Equal(empty, _lab.Run(Last).Single());

        // The help's own example finds the run that wrote; afterwards the undo is the last run, and wrote nothing itself.
        ScriptResult undone = _lab.Session.Run("Get-RcSyncRun -Kind WriteBack | Where-Object Summary -match 'Fill|Replace|Clear' | Undo-PhoneWriteBack -Confirm:$false").MustSucceed();
        Assert.Empty(undone.Warnings);
        Assert.NotEmpty(undone.Output);
        object undo = _lab.Run(Last).Single()!;
        Assert.Equal(
            [$"Run {undo} gave back what was there before, and wrote nothing itself; the last one that wrote something is run {wrote}: Undo-PhoneWriteBack {wrote}."],
            _lab.Session.Run($"Undo-PhoneWriteBack {undo} -WhatIf").MustSucceed().Warnings);
    }

    [Fact]
    public async Task An_undo_where_no_run_ever_wrote_says_so()
    {
        await StartAsync(5);
        _lab.Run("Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null");
        object empty = _lab.Run(Last).Single()!;
        Assert.Equal([$"Run {empty} wrote nothing, and no other run wrote into this directory: nothing is to be undone."], _lab.Session.Run($"Undo-PhoneWriteBack {empty} -WhatIf").MustSucceed().Warnings);
    }

    [Fact]
    public async Task A_no_in_a_sync_is_the_reason_of_the_stage()
    {
        await StartAsync(5);
        _lab.Session.Screen.Answers.Enqueue("No");

        Assert.Equal(
            ["Stopped: Nothing was sent to RingCentral: the answer was no."],
            _lab.Run("(Invoke-RcSync -SkipImport -WarningAction Ignore).Stages | Where-Object Stage -eq Provisioning | ForEach-Object { \"$($_.State): $($_.Reason)\" }"));
        Assert.Empty(_lab.Run("Get-RcOperation -State Held"));
        Assert.Equal("Interrupted: Nothing was sent to RingCentral: the answer was no. ()", $"{_lab.Run($"Get-RcSyncRun -Kind Provisioning -Last 1 | {Shown}").Single()}");
    }

    [Theory]
    [InlineData("Import-AdUsers", "Created")]
    [InlineData("Invoke-RcProvisioning -ConfirmFirstRun", "Fill")]
    [InlineData("Sync-PhoneWriteBack -ConfirmFirstRun", "1 Fill")]
    [InlineData("Import-RcUser", "Held")]
    public async Task A_pipeline_that_takes_no_more_is_the_reason_of_the_run_and_a_warning(string command, string counted)
    {
        await StartAsync(5, import: command != "Import-AdUsers");
        if (command.StartsWith("Sync", StringComparison.Ordinal))
        {
            _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        }

        ScriptResult result = _lab.Session.Run($"do {{ {command} | ForEach-Object {{ $_; break }} }} while ($false)").MustSucceed();

        Assert.Single(result.Output);
        Assert.Contains(Stopped, _lab.Session.Screen.Text, StringComparison.Ordinal);
        string last = LastRun();
        Assert.StartsWith($"Interrupted: {Stopped}", last, StringComparison.Ordinal);
        Assert.Contains(counted, last, StringComparison.Ordinal);
        Assert.Contains("; Stopped on its way", _lab.Session.Show("Get-RcSyncRun -Last 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-WarningAction Ignore", false)]
    public async Task Select_Object_First_does_so_and_who_wants_no_warnings_gets_none(string how, bool warned)
    {
        await StartAsync(5, import: false);
        _lab.Run("Disconnect-RcHub");

        ToolOutcome outcome = await ShellProcess.RunAsync(
            "", "-Command", $"Connect-RcHub '{_lab.HubFile}' | Out-Null; Import-AdUsers {how} | Select-Object -First 1 -ExpandProperty Action; (Get-RcSyncRun -Last 1).Message");

        string shown = string.Concat(outcome.Output.ReplaceLineEndings("\n"), outcome.Error);
        Assert.Contains("Created\n", shown, StringComparison.Ordinal);
        Assert.Equal(warned ? 3 : 2, shown.Split("Stopped on its way").Length);
    }

    [Fact]
    public async Task An_import_whose_pipeline_took_no_more_is_finished_by_the_next_one()
    {
        await StartAsync(5, import: false);
        _lab.Run("do { Import-AdUsers | ForEach-Object { $_; break } } while ($false)");
        Assert.InRange(_lab.Run("Get-HubUser").Count, 1, 3);

        _lab.Run("Import-AdUsers | Out-Null");

        Assert.Equal(["ann@example.com", "ben@example.com", "cat@example.com"], _lab.Run("Get-HubUser | ForEach-Object Login").Order());
        Assert.StartsWith("Completed: ", LastRun(), StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private async Task StartAsync(int unassigned, params (string Attribute, string? Value)[] ben) => await StartAsync(unassigned, true, ben);

    private async Task StartAsync(int unassigned, bool import, params (string Attribute, string? Value)[] ben)
    {
        _lab = await Lab.WithFileAsync(new SeedRequest
        {
            Unassigned = unassigned,
            Extensions = [new SeedExtension { ExtensionNumber = "205", FirstName = "dan", Email = "dan@example.com" }],
        });
        await WriteAsync(ben);
        _lab.SetUp();
        if (import)
        {
            _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null");
        }
    }

    private Task WriteAsync(params (string Attribute, string? Value)[] ben) => File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif(ben));

    /// <summary>What the command tells at its end, without the run's number and the time it took.</summary>
    private string Told(string command) =>
        $"{_lab.Run($"{command} 6>&1 | Where-Object {{ $_ -is [System.Management.Automation.InformationRecord] }} | ForEach-Object {{ \"$_\" }}")[^1]}".Split("  (run ")[0];

    private string LastRun() => $"{_lab.Run($"Get-RcSyncRun -Last 1 | {Shown}").Single()}";
}
