using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Finds new logins and mail addresses that somebody else in the hub has already.</summary>
internal static class HubCollisions
{
    public static async Task<IReadOnlyList<MappingTestRecord>> MarkAsync(IHubReader hub, List<MappingTestRecord> records, CancellationToken cancellationToken)
    {
        string[] logins = Keys(records, "login");
        string[] mails = Keys(records, "email");
        if (logins.Length + mails.Length == 0)
        {
            return records;
        }

        IReadOnlyList<HubUser> byLogin = logins.Length == 0 ? [] : await hub.ListAsync(new Filter<HubUser>().In<string?>(row => row.LoginKey, logins), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<HubUser> byMail = mails.Length == 0 ? [] : await hub.ListAsync(new Filter<HubUser>().In<string?>(row => row.MailKey, mails), cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record => Holder(record, record.Target == "login" ? byLogin : byMail) is { } holder
            ? record with { Outcome = MappingOutcome.Collides, Message = $"{holder.Name} ({holder.Login}) has this {record.Target} already." }
            : record)];
    }

    private static HubUser? Holder(MappingTestRecord record, IReadOnlyList<HubUser> people) => IsNew(record, record.Target)
        ? people.FirstOrDefault(user => user.Id != record.HubUserId && (record.Target == "login" ? user.LoginKey : user.MailKey) == MatchKey.Of(record.After as string))
        : null;

    private static string[] Keys(List<MappingTestRecord> records, string target) =>
        [.. records.Where(record => IsNew(record, target)).Select(record => MatchKey.Of(record.After as string)).OfType<string>().Distinct()];

    private static bool IsNew(MappingTestRecord record, string target) =>
        record.Target == target && target is "login" or "email"
        && record.Direction is MappingDirection.AdToHub or MappingDirection.RcToHub
        && record.Outcome is MappingOutcome.Set or MappingOutcome.Changed;
}
