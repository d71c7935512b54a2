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
        _lab.SetUp();
        _lab.Run("""
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users' | Out-Null
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            Import-RcUser -NumbersOnly | Out-Null
            """);
        // A new expression for everybody's number replaces all of them.
        _lab.Run("Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null; Set-AttributeMapping HubToAd telephoneNumber 'String.append(user.primaryPhone, \"#1\")' | Out-Null");
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

    private string Written() => string.Concat(Directory.GetFiles(_lab.Folder, "*.ldif").Order().Select(File.ReadAllText));

    public async ValueTask InitializeAsync() => _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 250 });

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
