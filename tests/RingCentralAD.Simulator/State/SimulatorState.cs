using System.Collections.Concurrent;

namespace RingCentralAD.Simulator;

/// <summary>The accounts of a simulated platform, to seed and to assert on.</summary>
public sealed class SimulatorState
{
    private readonly TimeProvider _clock;
    private readonly SeedRequest _initial;
    private ConcurrentDictionary<long, Account> _accounts = new();

    internal SimulatorState(SimulatorOptions options, TimeProvider clock)
    {
        _clock = clock;
        _initial = options.Seed;
        Reset();
    }

    /// <summary>All accounts, by id.</summary>
    public IReadOnlyList<Account> Accounts => [.. _accounts.Values.OrderBy(a => a.Id)];

    /// <summary>The account that the options seed first: the only one, mostly.</summary>
    public Account Account => _accounts[_initial.AccountId];

    /// <summary>The account with this id.</summary>
    public Account? Find(long id) => _accounts.GetValueOrDefault(id);

    /// <summary>Adds what a seed asks for; makes the account if there is none.</summary>
    /// <exception cref="ArgumentException">The seed contradicts itself or what is there.</exception>
    public void Seed(SeedRequest seed)
    {
        Account account = _accounts.GetOrAdd(seed.AccountId, id => new Account(id, seed.CompanyName, _clock));
        lock (account.Gate)
        {
            Seeder.Fill(account, seed);
        }

        foreach (SeedRequest further in seed.Accounts)
        {
            Seed(further);
        }
    }

    /// <summary>Everything as JSON in a stable order, for comparing before with after. Times of creation are left out.</summary>
    public string Dump() => StateDump.Write(Accounts);

    // Sessions hold their accounts, so only the whole platform resets: RingCentralSimulator.Reset.
    internal void Reset()
    {
        _accounts = new ConcurrentDictionary<long, Account>();
        Seed(_initial);
    }
}
