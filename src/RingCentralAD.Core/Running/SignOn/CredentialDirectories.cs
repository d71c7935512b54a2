using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The directories of a hub, each with one open session that reads for all checks. What is registered is looked at again every half minute;
/// a registration that changed, or that could not be opened, is opened anew.
/// </summary>
internal sealed class CredentialDirectories : IAsyncDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private readonly IHubReader _hub;
    private readonly TimeProvider _time;
    private readonly Func<DirectoryEntry, CancellationToken, Task<ICredentialDirectory>> _open;
    private readonly ConcurrentDictionary<string, Opened> _opened = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private volatile Listed? _listed;

    public CredentialDirectories(IHubReader hub, TimeProvider time, Func<DirectoryEntry, CancellationToken, Task<ICredentialDirectory>> open) =>
        (_hub, _time, _open) = (hub, time, open);

    /// <summary>Opens over LDAP, with whom the registration names.</summary>
    public static Func<DirectoryEntry, CancellationToken, Task<ICredentialDirectory>> OverLdap(
        Func<DirectoryEntry, CancellationToken, Task<NetworkCredential?>> credentials, TimeProvider time) => async (entry, cancellationToken) =>
        await LdapCredentialDirectory.OpenAsync(entry.Settings, await credentials(entry, cancellationToken).ConfigureAwait(false), time, cancellationToken).ConfigureAwait(false);

    /// <summary>The directories that passwords can be checked against, the first registered first; files cannot.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> ListAsync(CancellationToken cancellationToken)
    {
        if (_listed is { } known && _time.GetElapsedTime(known.At) < s_fresh)
        {
            return known.Entries;
        }

        DirectoryEntry[] entries = [.. (await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).Where(static entry => entry.Kind != DirectoryKind.Ldif)];
        _listed = new Listed(entries, _time.GetTimestamp());
        return entries;
    }

    /// <summary>The open directory.</summary>
    /// <exception cref="RingCentralAdException">It cannot be opened.</exception>
    public async Task<ICredentialDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        string settings = JsonSerializer.Serialize(entry.Settings);
        while (true)
        {
            Opened opened = _opened.GetOrAdd(entry.Id, _ => new Opened(settings, _time.GetTimestamp(), new Lazy<Task<ICredentialDirectory>>(() => Task.Run(() => _open(entry, _closing.Token)))));
            bool failed = opened.Directory is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCanceled: true } };
            if (opened.Settings == settings && (!failed || _time.GetElapsedTime(opened.At) < s_again))
            {
                return await opened.Directory.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_opened.TryRemove(new KeyValuePair<string, Opened>(entry.Id, opened)))
            {
                await CloseAsync(opened).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (Opened opened in _opened.Values)
        {
            await CloseAsync(opened).ConfigureAwait(false);
        }

        _opened.Clear();
        _closing.Dispose();
    }

    private static async Task CloseAsync(Opened opened)
    {
        if (!opened.Directory.IsValueCreated)
        {
            return;
        }

        try
        {
            await (await opened.Directory.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RingCentralAdException or OperationCanceledException)
        {
            // It never was open.
        }
    }

    private sealed record Listed(IReadOnlyList<DirectoryEntry> Entries, long At);

    private sealed record Opened(string Settings, long At, Lazy<Task<ICredentialDirectory>> Directory);
}
