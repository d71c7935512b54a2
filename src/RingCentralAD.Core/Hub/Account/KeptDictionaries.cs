using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>RingCentral's names of countries and states, kept in the hub for a day: they hardly ever change, and a run has better use for its requests.</summary>
public sealed record KeptDictionaries
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(1);

    /// <summary>When they were read.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>The account they were read from.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Countries.</summary>
    public IReadOnlyList<Country> Countries { get; init; } = [];

    /// <summary>States and provinces.</summary>
    public IReadOnlyList<CountryState> States { get; init; } = [];

    /// <summary>The dictionaries, read again once they are a day old.</summary>
    public static async Task<AccountDictionaries> ReadAsync(IHubStore hub, IAccount account, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(time);
        DateTimeOffset now = time.GetUtcNow();
        if (await hub.FindSettingAsync<KeptDictionaries>(cancellationToken).ConfigureAwait(false) is { } kept
            && kept.AccountId == account.Description.Id && kept.ReadAt <= now && now - kept.ReadAt < s_life)
        {
            return new AccountDictionaries(kept.Countries, kept.States);
        }

        AccountDictionaries read = await account.ReadDictionariesAsync(cancellationToken).ConfigureAwait(false);
        KeptDictionaries fresh = new() { ReadAt = now, AccountId = account.Description.Id, Countries = read.Countries, States = read.States };
        await hub.WriteAsync(transaction => transaction.SetAsync(fresh, cancellationToken), run.Lease, cancellationToken).ConfigureAwait(false);
        return read;
    }
}
