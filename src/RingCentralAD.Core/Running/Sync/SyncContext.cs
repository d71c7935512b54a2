using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What the stages of one sync share: the hub they work on, what was asked for, and which systems did not answer.</summary>
internal sealed class SyncContext
{
    private readonly Dictionary<string, RingCentralAdException> _away = new(StringComparer.Ordinal);

    /// <summary>The hub, or in a what-if the trial that all stages share.</summary>
    public required IHubStore Hub { get; init; }

    /// <summary>Company and account, which questions begin with.</summary>
    public required string Where { get; init; }

    /// <summary>Who runs it.</summary>
    public required ISyncHost Host { get; init; }

    /// <summary>What was asked for.</summary>
    public required SyncRequest Request { get; init; }

    /// <summary>When something may be changed.</summary>
    public required SyncOptions Options { get; init; }

    /// <summary>The registered directories.</summary>
    public required IReadOnlyList<DirectoryEntry> Directories { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The account's extensions were read in this sync.</summary>
    public bool AccountListed { get; set; }

    /// <summary>The sessions that were opened in this sync and tell when their credentials end, by their systems.</summary>
    public Dictionary<string, ICredentialEnds> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether RingCentral and directories may be changed now.</summary>
    public bool IsOpen => Request.IgnoreWindow || Options.IsOpen(Time.GetUtcNow());

    /// <summary>The windows that each send must keep; null for none.</summary>
    public SyncOptions? Windows => Request.IgnoreWindow ? null : Options;

    /// <summary>The session of a directory; what did not answer before in this sync is not tried again.</summary>
    public Task<IDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken) =>
        OnceAsync(entry.Id, () => Host.OpenAsync(entry, cancellationToken));

    /// <summary>The session of the account.</summary>
    public Task<IAccount> OpenAccountAsync(CancellationToken cancellationToken) =>
        OnceAsync(Ids.RingCentral, () => Host.OpenAccountAsync(cancellationToken));

    /// <summary>Notes that a system broke off: the stages after this one do not try it.</summary>
    public void Lost(string systemId, RingCentralAdException error)
    {
        if (error.Kind is ErrorKind.Unavailable or ErrorKind.Security)
        {
            _away.TryAdd(systemId, error);
        }
    }

    private async Task<T> OnceAsync<T>(string systemId, Func<Task<T>> open)
    {
        if (_away.TryGetValue(systemId, out RingCentralAdException? before))
        {
            throw new RingCentralAdException(before.ErrorId, before.Kind, $"Not tried, since it failed before in this sync: {before.Message}", before.Remedy, before.Target, before);
        }

        try
        {
            T session = await open().ConfigureAwait(false);
            if (session is ICredentialEnds ends)
            {
                Sessions[systemId] = ends;
            }

            return session;
        }
        catch (Exception error) when (Host.Explain(error) is { } why)
        {
            _away[systemId] = why;
            throw;
        }
    }
}
