using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Compare-RcAccount as it is typed: rows, and the word on them, in pipelines.</summary>
public sealed class CompareRcAccountTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Fact]
    public async Task Rows_are_pushed_left_or_refused_in_pipelines()
    {
        Assert.Empty(_lab.Run("Compare-RcAccount"));
        Edit("ann", contact => contact with { MobilePhone = "+14155559999", Department = "Mine" });
        Edit("ben", contact => contact with { MobilePhone = "+14155558888" });
        Edit("cat", contact => contact with { Department = "Hers" });
        string before = await _lab.DumpHubAsync();
        Assert.Equal(
            ["ann department Sales Mine Hub", "ann mobilePhone +14155550103 +14155559999 Hub", "ben mobilePhone +14155550104 +14155558888 Hub", "cat department Sales Hers Hub"],
            _lab.Run("Compare-RcAccount | ForEach-Object { '{0} {1} {2} {3} {4}' -f $_.Login.Split('@')[0], $_.Attribute, $_.HubValue, $_.AccountValue, $_.LastWinner }").Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal(before, await _lab.DumpHubAsync());

        // Left, and neither listed nor pushed any more.
        Assert.Equal(["Leave"], _lab.Run("Compare-RcAccount cat@example.com -Attribute department | Compare-RcAccount -Choose Leave | ForEach-Object { \"$($_.Choice)\" }"));
        Assert.Equal(3L, Count("Compare-RcAccount"));
        Assert.Equal(4L, Count("Compare-RcAccount -IncludeLeft"));

        // Refused by name: the directory masters it.
        ScriptResult refused = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Compare-RcAccount ann@example.com -Attribute department | Compare-RcAccount -Choose TakeOver");
        Assert.StartsWith("DriftMastered,", Assert.Single(refused.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("department of ann Family cannot be taken over", refused.Errors[0].ToString(), StringComparison.Ordinal);

        // A what-if of the push is what the push then does.
        _lab.Simulator.RequestLog.Clear();
        string[] planned = [.. _lab.Run("Compare-RcAccount | Where-Object Attribute -eq mobilePhone | Invoke-RcProvisioning -WhatIf | ForEach-Object { \"$($_.Login): $($_.Changes -join ', ')\" }").Cast<string>().Order()];
        Assert.Empty(_lab.Simulator.RequestLog.Writes);
        Assert.Equal(planned, _lab.Run("Compare-RcAccount | Where-Object Attribute -eq mobilePhone | Invoke-RcProvisioning | ForEach-Object { \"$($_.Login): $($_.Changes -join ', ')\" }").Cast<string>().Order());
        Assert.Equal(2, _lab.Simulator.RequestLog.Writes.Count);
        Assert.Equal(("+14155550103", "+14155550104", "Hers"), (Extension("ann").Contact.MobilePhone, Extension("ben").Contact.MobilePhone, Extension("cat").Contact.Department));
        Assert.Empty(_lab.Run("Compare-RcAccount"));
    }

    [Fact]
    public void What_waits_is_pushed_by_the_word_of_a_piped_row()
    {
        for (int hand = 0; hand < 2; hand++)
        {
            Edit("ben", contact => contact with { MobilePhone = "+14155558888" });
            _lab.Run("Invoke-RcProvisioning | Out-Null");
        }

        Assert.Equal("+14155558888", Extension("ben").Contact.MobilePhone);
        Assert.Equal(["RcDrift"], _lab.Run("(Get-RcProvisioningError).ErrorId"));
        Assert.Contains("is '+14155558888' in RingCentral again", Shown(), StringComparison.Ordinal);
        _lab.Run("Compare-RcAccount | Invoke-RcProvisioning | Out-Null");
        Assert.Equal("+14155550104", Extension("ben").Contact.MobilePhone);
        Assert.Empty(_lab.Run("Get-RcProvisioningError"));
    }

    private string Shown()
    {
        _lab.Session.Screen.RawUI.BufferSize = new(2000, 9999);
        return _lab.Session.Show("Get-RcProvisioningError");
    }

    private object? Count(string script) => Convert.ToInt64(_lab.Run($"({script}).Count").Single(), System.Globalization.CultureInfo.InvariantCulture);

    private Extension Extension(string name) => Assert.Single(_lab.Simulator.State.Account.FindByEmail($"{name}@example.com"));

    private void Edit(string name, Func<Contact, Contact> change) =>
        _lab.Simulator.State.Account.Update(Extension(name).Id, extension => extension with { Contact = change(extension.Contact) });

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null; Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
