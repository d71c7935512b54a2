using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>What is said where a guard stopped something.</summary>
public static class GuardErrors
{
    /// <summary>The guard of a directory's import; of one that only would be, where it was a what-if.</summary>
    public static async Task<RingCentralAdException> OfImportAsync(IHubReader hub, DirectoryImport import, DirectoryEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(entry);
        if (import.Summary?.WhatIf == true)
        {
            return Foretold($"this import of {entry.Name}, and nobody would be deactivated", import.Stopped!, entry.Name);
        }

        string? set = await HeldOperations.OfImportAsync(hub, entry.Id, cancellationToken).ConfigureAwait(false);
        return new RingCentralAdException(
            "GuardTripped", ErrorKind.Limit, $"The guard stopped the import of {entry.Name}: {import.Stopped} Nobody was deactivated; the rest was imported.",
            $"Look at Get-RcOperation -State Held. Approve-RcOperation lets people go one by one{(set is null ? "" : $", or all of them as they are now with -Plan {set}")}; Deny-RcOperation keeps them; Import-AdUsers -AcceptGuard accepts whatever it finds.", entry.Name);
    }

    /// <summary>The guard of an import from RingCentral; of one that only would be, where it was a what-if.</summary>
    public static RingCentralAdException OfAccountImport(AccountImport import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.Summary?.WhatIf == true
            ? Foretold("this import from RingCentral, and no link would be ended", import.Stopped!)
            : new RingCentralAdException(
                "GuardTripped", ErrorKind.Limit, $"The guard stopped the import from RingCentral: {import.Stopped} No link was ended; the rest was imported.",
                "Look at the held people. If this is right, run Import-RcUser -AcceptGuard.");
    }

    /// <summary>The guard of a provisioning run that only would be.</summary>
    /// <param name="reason">What the guard said.</param>
    public static RingCentralAdException OfPlan(string reason) => Foretold("what takes RingCentral away, and these people would be held", reason);

    /// <summary>The guard of a provisioning run.</summary>
    /// <param name="reason">What the guard said.</param>
    /// <param name="heldPlan">The fingerprint of what waits; null where it is not known.</param>
    public static RingCentralAdException OfProvisioning(string reason, string? heldPlan) => new(
        "GuardTripped", ErrorKind.Limit, $"The guard stopped what takes RingCentral away: {reason} These people are held; the rest was carried out.",
        $"Look at Get-RcOperation -State Held. Approve person by person (Approve-RcOperation), the whole set that you have seen (Approve-RcOperation -Plan {heldPlan}), or run Invoke-RcProvisioning -AcceptGuard.");

    /// <summary>The guard of a write-back that only would be.</summary>
    public static RingCentralAdException OfWriteBackPlan(DirectoryEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Foretold($"this write-back into {entry.Name}, and nothing would be written", reason, entry.Name);
    }

    /// <summary>The guard of a write-back.</summary>
    public static RingCentralAdException OfWriteBack(DirectoryEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new RingCentralAdException(
            "GuardTripped", ErrorKind.Limit, $"The guard stopped the write-back into {entry.Name}: {reason} Nothing was written but what people had approved.",
            "Look at Get-RcOperation -State Held. Approve-RcOperation lets people's values through, Deny-RcOperation keeps what is there; Sync-PhoneWriteBack -AcceptGuard writes all the rest.", entry.Name);
    }

    private static RingCentralAdException Foretold(string what, string reason, string? target = null) =>
        new("GuardTripped", ErrorKind.Limit, $"The guard would stop {what}: {reason}", "Where it is right, add -AcceptGuard.", target);
}
