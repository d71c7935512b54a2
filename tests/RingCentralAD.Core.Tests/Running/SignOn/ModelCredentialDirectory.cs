using System.Collections.Concurrent;
using System.Net;
using System.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>An account of the model.</summary>
internal sealed class ModelAccount
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string Password { get; set; } = "Right!1";

    public string? SubCode { get; set; }

    public int Wrong { get; set; }

    public DateTimeOffset LastWrong { get; set; }

    public bool Locked { get; set; }

    public string Dn => $"CN={Key},DC=model";
}

/// <summary>A directory that counts wrong passwords and locks accounts as Active Directory does, and writes down what it is asked.</summary>
internal sealed class ModelCredentialDirectory(TimeProvider time) : ICredentialDirectory
{
    private readonly Lock _gate = new();

    public LockoutRule? Rule { get; set; } = new(6, TimeSpan.FromMinutes(30));

    public ConcurrentDictionary<string, ModelAccount> Accounts { get; } = new();

    /// <summary>What it was asked, without names and keys.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public int Binds => Calls.Count(static call => call == "bind");

    /// <summary>Awaited before each bind.</summary>
    public Func<Task> Before { get; set; } = static () => Task.CompletedTask;

    /// <summary>What a bind fails with; null for none.</summary>
    public RingCentralAdException? Failure { get; set; }

    /// <summary>What everything fails with; null for nothing.</summary>
    public RingCentralAdException? Away { get; set; }

    public bool IsDisposed { get; private set; }

    public bool IsCalled(string domain) => string.Equals(domain, "MODEL", StringComparison.OrdinalIgnoreCase);

    public Task<IReadOnlyList<string>> FindKeysAsync(string name, CancellationToken cancellationToken = default)
    {
        Call("find");
        return Task.FromResult<IReadOnlyList<string>>([.. Accounts.Values.Where(account => account.Name == name).Select(static account => account.Key)]);
    }

    public Task<DirectoryAccount?> ReadAccountAsync(string key, CancellationToken cancellationToken = default)
    {
        Call("read");
        lock (_gate)
        {
            return Task.FromResult(Accounts.GetValueOrDefault(key) is { } account
                ? new DirectoryAccount { Dn = account.Dn, Locked = account.Locked, WrongPasswords = account.Wrong, LastWrongPassword = account.LastWrong }
                : null);
        }
    }

    public Task<LockoutRule?> ReadLockoutAsync(string? policy, CancellationToken cancellationToken = default)
    {
        Call("rule");
        return Task.FromResult(Rule);
    }

    public async Task<BindAnswer> BindAsync(string dn, SecureString password, CancellationToken cancellationToken = default)
    {
        Call("bind");
        await Before();
        if (Failure is { } failure)
        {
            throw failure;
        }

        lock (_gate)
        {
            ModelAccount? account = Accounts.Values.FirstOrDefault(one => one.Dn == dn);
            if (account is null)
            {
                return new BindAnswer(false, 49, "52e");
            }

            if (account.Locked)
            {
                return new BindAnswer(false, 49, "775");
            }

            if (new NetworkCredential("", password).Password == account.Password)
            {
                account.Wrong = 0;
                return account.SubCode is null ? new BindAnswer(true) : new BindAnswer(false, 49, account.SubCode);
            }

            account.Wrong = Rule is { } rule && time.GetUtcNow() - account.LastWrong > rule.Window ? 1 : account.Wrong + 1;
            account.LastWrong = time.GetUtcNow();
            account.Locked = account.Wrong >= Rule?.Threshold;
            return new BindAnswer(false, 49, "52e");
        }
    }

    public string NobodyDn() => "CN=nobody,DC=model";

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private void Call(string what)
    {
        Calls.Enqueue(what);
        if (Away is { } away)
        {
            throw away;
        }
    }
}
