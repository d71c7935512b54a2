using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The directories of a hub, each with one open session that reads for all checks. What is registered is looked at again every half minute;
/// a registration that changed, or that could not be opened, is opened anew. An account that a directory refuses rests for some minutes: each try
/// with an old password counts against it. Its password is fetched anew then.
/// </summary>
internal sealed class CredentialDirectories : IAsyncDisposable
{
    /// <summary>How long the account that reads rests after its password was refused.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private readonly IHubReader _hub;
    private readonly TimeProvider _time;
    private readonly Func<DirectoryEntry, CancellationToken, Task<ICredentialDirectory>> _open;
    private readonly ConcurrentDictionary<string, SharedDirectory> _opened = new(StringComparer.Ordinal);
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

    /// <summary>Does something with the open directory, which stays open as long as that takes.</summary>
    /// <exception cref="RingCentralAdException">It cannot be opened, or what the work throws.</exception>
    public async Task<T> UseAsync<T>(DirectoryEntry entry, Func<ICredentialDirectory, Task<T>> work, CancellationToken cancellationToken)
    {
        SharedDirectory shared = await EnterAsync(entry).ConfigureAwait(false);
        try
        {
            return await work(await shared.Directory.WaitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (IsRefusal(error) && shared.Failure is null)
        {
            // The session lost its connection, and the password it remembers is no longer right.
            if (_opened.TryUpdate(entry.Id, new SharedDirectory(shared.Settings, _time.GetTimestamp(), Failed(error)), shared))
            {
                await shared.RetireAsync().ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            await shared.LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whether any directory answers but this one.</summary>
    public async Task<bool> AnyOtherAnswersAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        foreach (DirectoryEntry other in (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(other => other.Id != entry.Id))
        {
            try
            {
                await UseAsync(other, directory => directory.FindKeysAsync(Guid.NewGuid().ToString("N"), cancellationToken), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (RingCentralAdException)
            {
                // Nor does this one.
            }
        }

        return false;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (SharedDirectory shared in _opened.Values)
        {
            await shared.RetireAsync().ConfigureAwait(false);
        }

        _opened.Clear();
        _closing.Dispose();
    }

    private async Task<SharedDirectory> EnterAsync(DirectoryEntry entry)
    {
        string settings = JsonSerializer.Serialize(entry.Settings);
        while (true)
        {
            SharedDirectory shared = _opened.GetOrAdd(entry.Id, _ => new SharedDirectory(settings, _time.GetTimestamp(), new Lazy<Task<ICredentialDirectory>>(() => Task.Run(() => _open(entry, _closing.Token)))));
            if (shared.Settings == settings && (shared.Failure is not { } failure || _time.GetElapsedTime(shared.At) < (IsRefusal(failure) ? Rest : s_again)) && shared.TryEnter())
            {
                return shared;
            }

            if (_opened.TryRemove(new KeyValuePair<string, SharedDirectory>(entry.Id, shared)))
            {
                await shared.RetireAsync().ConfigureAwait(false);
            }
        }
    }

    private static bool IsRefusal(Exception error) => error is RingCentralAdException { ErrorId: "AdSignInFailed" };

    private static Lazy<Task<ICredentialDirectory>> Failed(RingCentralAdException error)
    {
        Lazy<Task<ICredentialDirectory>> failed = new(Task.FromException<ICredentialDirectory>(error));
        _ = failed.Value.Exception;
        return failed;
    }

    private sealed record Listed(IReadOnlyList<DirectoryEntry> Entries, long At);
}
