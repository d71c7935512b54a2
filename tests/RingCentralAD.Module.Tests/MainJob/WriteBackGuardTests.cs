using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A write-back that the guard would stop says so with -WhatIf already.</summary>
public sealed class WriteBackGuardTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Fact]
    public void What_if_warns_of_the_guard_and_the_run_is_stopped_by_it()
    {
        ReplaceEverybody();
        string before = Written();

        IReadOnlyList<object?> what = _lab.Run("Sync-PhoneWriteBack -WhatIf -WarningVariable told; $warnings = $told");
        string warning = Assert.IsType<string>(_lab.Run("\"$warnings\"").Single());
        Assert.StartsWith("The guard would stop this write-back into contoso", warning, StringComparison.Ordinal);
        Assert.EndsWith("add -AcceptGuard.", warning, StringComparison.Ordinal);

        // The whole sync says the same of its write-back, and counts what would be replaced.
        ScriptResult sync = _lab.Session.Run("$s = Invoke-RcSync -WhatIf; $s.Stages | Where-Object { $_.Stage -eq 'WriteBack' } | ForEach-Object { \"$($_.State) $($_.Reason) $($_.Remedy)\" }").MustSucceed();
        Assert.Equal($"Stopped {warning}", Assert.Single(sync.Values));

        ScriptResult run = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Sync-PhoneWriteBack");
        Assert.Null(run.Thrown);
        Assert.StartsWith("GuardTripped,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, Written());

        // Where a person accepts it there is nothing to warn of, and everybody in the list is written.
        IReadOnlyList<object?> accepted = _lab.Run("Sync-PhoneWriteBack -WhatIf -AcceptGuard -WarningVariable told; $warnings = $told");
        Assert.Equal("", _lab.Run("\"$warnings\"").Single());
        Assert.Equal(what.Count, accepted.Count);
        Assert.Equal(Enumerable.Repeat("Written", what.Count), _lab.Run("Sync-PhoneWriteBack -AcceptGuard | ForEach-Object { \"$($_.Action)\" }").Cast<string>());
    }

    [Fact]
    public void A_word_on_what_is_held_is_kept()
    {
        ReplaceEverybody();
        _lab.Session.Run("$ErrorActionPreference = 'Continue'; Sync-PhoneWriteBack");
        int held = Assert.IsType<int>(_lab.Run("$held = @(Get-RcOperation -State Held | Where-Object Kind -eq WriteBack); $held.Count").Single());
        Assert.InRange(held, 10, 250);
        string refused = $"{_lab.Run("$held[0].Login; $null = $held[0] | Deny-RcOperation").Single()}";
        string approved = $"{_lab.Run("$held[1].Login; $null = $held[1] | Approve-RcOperation").Single()}";
        Assert.Contains("Sync-PhoneWriteBack", $"{_lab.Run("(Get-RcOperation $held[1].Id).Remedy").Single()}", StringComparison.Ordinal);

        // What was approved is written though the guard stops the rest, which stays held; what was refused stays refused.
        ScriptResult next = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Sync-PhoneWriteBack | ForEach-Object { \"$($_.Action) $($_.Login)\" }");
        Assert.StartsWith("GuardTripped,", Assert.Single(next.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([$"Written {approved}"], next.Values);
        Assert.Equal([refused], _lab.Run("Get-RcOperation -State Denied | ForEach-Object Login"));
        Assert.Equal([held - 2], _lab.Run("@(Get-RcOperation -State Held).Count"));

        // Accepting all the rest accepts nobody who was refused.
        string before = Changes();
        IReadOnlyList<object?> rest = _lab.Run("Sync-PhoneWriteBack -AcceptGuard | Where-Object { $_.Action -ne 'Left' } | ForEach-Object { \"$($_.Action) $($_.Login) $($_.ErrorId)\" }");
        Assert.Equal([$"Held {refused} OperationDenied"], rest.Where(static line => !$"{line}".StartsWith("Written", StringComparison.Ordinal)));
        Assert.Equal(held - 2, rest.Count - 1);
        string place = $"{_lab.Run($"(Trace-HubUser {refused}).Links | Where-Object System -eq contoso | ForEach-Object Place").Single()}";
        Assert.StartsWith(before, Changes(), StringComparison.Ordinal);
        Assert.NotEqual(before, Changes());
        Assert.DoesNotContain(place, Changes()[before.Length..], StringComparison.Ordinal);

        // A change of mind.
        _lab.Run("Get-RcOperation -State Denied | Approve-RcOperation -Force");
        Assert.Equal([$"Written {refused}"], _lab.Run("Sync-PhoneWriteBack | ForEach-Object { \"$($_.Action) $($_.Login)\" }"));
        Assert.Empty(_lab.Run("Get-RcOperation -State Denied, Held"));
    }

    private void ReplaceEverybody()
    {
        _lab.SetUp();
        _lab.Run("""
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users' | Out-Null
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            Import-RcUser -NumbersOnly | Out-Null
            """);

        // A new expression for everybody's number replaces all of them.
        _lab.Run("Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null; Set-AttributeMapping HubToAd telephoneNumber 'String.append(user.primaryPhone, \"#1\")' | Out-Null");
    }

    private string Changes() => File.ReadAllText(Directory.GetFiles(_lab.Folder, "*.changes.ldif").Single());

    private string Written() => string.Concat(Directory.GetFiles(_lab.Folder, "*.ldif").Order().Select(File.ReadAllText));

    public async ValueTask InitializeAsync() => _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 250 });

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
