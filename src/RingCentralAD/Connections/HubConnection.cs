using System.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>An open hub with the directories and the account that this runspace opened for it, and the secrets given for this session.</summary>
internal sealed class HubConnection : IDisposable
{
    private readonly Dictionary<string, IDirectory> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SecureString> _secrets = new(StringComparer.Ordinal);

    public HubConnection(IHubStore store) => Store = store;

    /// <summary>The hub of the runspace.</summary>
    public static RunspaceState<HubConnection> Current { get; } = new();

    public IHubStore Store { get; }

    public IAccount? Account { get; private set; }

    /// <summary>The open directory with this id, or null.</summary>
    public IDirectory? Directory(string id) => _directories.GetValueOrDefault(id);

    public async Task KeepAsync(string id, IDirectory directory)
    {
        await CloseDirectoryAsync(id).ConfigureAwait(false);
        _directories[id] = directory;
    }

    public async Task CloseDirectoryAsync(string id)
    {
        if (_directories.Remove(id, out IDirectory? open))
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async Task KeepAsync(IAccount account)
    {
        await CloseAccountAsync().ConfigureAwait(false);
        Account = account;
    }

    public async Task CloseAccountAsync()
    {
        if (Account is { } open)
        {
            Account = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Keeps a secret that was given in plain, for this session only.</summary>
    public void Remember(string name, SecureString secret) => _secrets[name] = secret.Copy();

    /// <summary>A secret given for this session, or null.</summary>
    public SecureString? Recall(string name) => _secrets.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (string id in _directories.Keys.ToArray())
        {
            CloseDirectoryAsync(id).GetAwaiter().GetResult();
        }

        CloseAccountAsync().GetAwaiter().GetResult();
        foreach (SecureString secret in _secrets.Values)
        {
            secret.Dispose();
        }

        _secrets.Clear();
        Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
