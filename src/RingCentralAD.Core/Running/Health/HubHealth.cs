using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Reads from a hub what a person should look at: nobody is asked but the hub.</summary>
public static class HubHealth
{
    private static readonly string[] s_licences = ["RcNoLicence", "RcNoUnassigned", "RcNoStock"];

    /// <summary>Reads it, by topic and subject.</summary>
    public static async Task<IReadOnlyList<HealthFinding>> ReadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(time);
        HealthLimits limits = await hub.GetAsync<HealthLimits>(cancellationToken).ConfigureAwait(false);
        HealthFacts facts = await hub.GetAsync<HealthFacts>(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        List<HealthFinding> findings = [.. await GuardsAsync(hub, directories, cancellationToken).ConfigureAwait(false)];
        findings.AddRange((await hub.ListAsync<DirectoryHealth>(cancellationToken: cancellationToken).ConfigureAwait(false)).Where(static row => row.FailingSince is not null)
            .Join(directories, static row => row.DirectoryId, static entry => entry.Id, static (row, entry) => Failing(row, entry)));
        findings.AddRange(await GroupHealth.ReadAsync(hub, cancellationToken).ConfigureAwait(false));
        long stuck = await hub.CountAsync<Problem>(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (stuck > 0 && stuck >= limits.StuckPeople)
        {
            findings.Add(Finding(HealthTopic.PeopleStuck, "", HealthSteps.OfCount(stuck, limits.StuckPeople), $"{Counted.People(stuck)} {(stuck == 1 ? "is" : "are")} stuck.", "Get-RcProvisioningError lists them, each with what to do."));
        }

        long waiting = await hub.CountAsync(new Filter<Problem>().In(row => row.ErrorId, s_licences), cancellationToken).ConfigureAwait(false);
        if (waiting > 0)
        {
            findings.Add(Finding(
                HealthTopic.LicencesLow, "", HealthSteps.OfCount(waiting, 1), $"{Counted.People(waiting)} {(waiting == 1 ? "waits" : "wait")} for a licence, a line or a number: the account has none left.",
                "Add licences, lines or numbers in the RingCentral service web portal, or free some; the next run goes on by itself."));
        }

        ProvisioningOptions options = await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        AccountStock? stock = await hub.FindSettingAsync<AccountStock>(cancellationToken).ConfigureAwait(false);
        if (stock is not null && await stock.LeftAsync(hub, cancellationToken).ConfigureAwait(false) is var left && left < limits.Unassigned && options.CreateUsers && options.CreateMode != CreateMode.Create)
        {
            findings.Add(Finding(HealthTopic.UnassignedLow, "", HealthSteps.OfFew(left, limits.Unassigned), $"{Counted.Of(left, "Unassigned extension")} {(left == 1 ? "is" : "are")} left.", "Add lines in the RingCentral service web portal before the next people join."));
        }

        findings.AddRange(facts.Ends.Where(end => end.At - time.GetUtcNow() <= TimeSpan.FromDays(limits.ExpiryDays)).OrderBy(static end => end.At).Select(end => Ends(end, time.GetUtcNow())));
        findings.AddRange(await SignOnHealth.ReadAsync(hub, limits, time.GetUtcNow(), cancellationToken).ConfigureAwait(false));
        return [.. findings.DistinctBy(static finding => finding.Key).OrderBy(static finding => finding.Topic)];
    }

    private static async Task<IReadOnlyList<HealthFinding>> GuardsAsync(IHubReader hub, IReadOnlyList<DirectoryEntry> directories, CancellationToken cancellationToken)
    {
        (RunKind Kind, string SystemId, string Name)[] stages =
        [
            .. directories.Select(static entry => (RunKind.Import, entry.Id, entry.Name)), (RunKind.AccountImport, Ids.RingCentral, Ids.RingCentral), (RunKind.Provisioning, Ids.RingCentral, Ids.RingCentral),
            .. directories.Select(static entry => (RunKind.WriteBack, entry.Id, entry.Name)),
        ];
        List<HealthFinding> findings = [];
        foreach ((RunKind kind, string system, string name) in stages)
        {
            Run? last = await hub.FindAsync(new Filter<Run>().Equal(row => row.Kind, kind).Equal(row => row.SystemId, system).NotNull(row => row.Number).OrderBy(row => row.Number, descending: true), cancellationToken).ConfigureAwait(false);
            if (last is { State: RunState.Held })
            {
                long held = (await hub.ListAsync(new Filter<Operation>().Equal(row => row.SystemId, system).Equal(row => row.State, OperationState.Held), cancellationToken).ConfigureAwait(false))
                    .Where(static operation => operation.Shown == OperationState.Held)
                    .LongCount(operation => kind != RunKind.WriteBack ? operation.Kind != OperationKind.WriteBack : operation.Kind == OperationKind.WriteBack);
                findings.Add(Finding(
                    HealthTopic.GuardStopped, $"{kind} {name}", HealthSteps.OfCount(held, 1), $"{kind} {name} was stopped: {last.Message?.TrimEnd('.')}.",
                    RemedyOf(last.Message)) with { Since = last.StartedAt });
            }
        }

        return findings;
    }

    private static string RemedyOf(string? message) => message switch
    {
        ProvisioningConsent.FirstWaits => "Look at it with Invoke-RcProvisioning -WhatIf; then run Invoke-RcProvisioning or Invoke-RcSync once with -ConfirmFirstRun.",
        WriteBackConsent.FirstWaits => "Look at it with Sync-PhoneWriteBack -WhatIf; then run Sync-PhoneWriteBack or Invoke-RcSync once with -ConfirmFirstRun.",
        _ => "Look at Get-RcOperation -State Held; Approve-RcOperation and Deny-RcOperation give your word, -AcceptGuard lets all through.",
    };

    private static HealthFinding Failing(DirectoryHealth row, DirectoryEntry entry) => Finding(
        HealthTopic.DirectoryFailing, entry.Name, HealthSteps.OfCount(row.Failures, 1), Text($"The imports of {entry.Name} have failed since {row.FailingSince:yyyy-MM-dd HH:mm} UTC: {row.Message}"),
        row.Remedy ?? "Test-AdDirectory looks at the directory from the network up.") with { Since = row.FailingSince };

    private static HealthFinding Ends(CredentialEnd end, DateTimeOffset now)
    {
        return Finding(end.Topic, end.Name, HealthSteps.OfTime(end.At - now), $"{end.Name} {HealthSteps.When(end.At, now)}.", end.Topic switch
        {
            HealthTopic.JwtExpires => "Make a new JWT credential in RingCentral's Developer Console and put it where the old one is; Get-RcAccount shows nothing of it, Test-RcAccount tries it.",
            HealthTopic.PasswordExpires => "Change the account's password and put the new one where the old one is, or give it a password that a machine keeps (gMSA, keytab).",
            _ => "Renew it before it ends: after that nothing is imported or written.",
        });
    }

    private static HealthFinding Finding(HealthTopic topic, string subject, int step, string message, string remedy) =>
        new() { Topic = topic, Subject = subject, Step = step, Message = message, Remedy = remedy };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
