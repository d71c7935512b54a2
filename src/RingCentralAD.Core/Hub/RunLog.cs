using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The record of one run: its row in the hub, its counts, its lease.</summary>
public sealed class RunLog : IAsyncDisposable
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly StageLease? _lease;
    private readonly long _startedAt;
    private Run _run;
    private IReadOnlyDictionary<string, long> _requestsBefore = new Dictionary<string, long>();
    private IAccount? _account;
    private TimeSpan _asked;
    private string? _interruption;
    private long _refusedValues;
    private bool _ended;

    private RunLog(IHubStore hub, TimeProvider time, Run run, StageLease? lease)
    {
        _hub = hub;
        _time = time;
        _run = run;
        _lease = lease;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>The run's id.</summary>
    public string Id => _run.Id;

    /// <summary>The right to work, checked in every transaction of the run; a trial needs none.</summary>
    public Lease? Lease => _lease is null ? null : _lease.Lease with { RunId = Id };

    /// <summary>How many were read.</summary>
    public long Read { get; set; }

    /// <summary>Counts values that are not sent, since they are refused; from any thread.</summary>
    public void CountRefusedValues(int values = 1) => Interlocked.Add(ref _refusedValues, values);

    /// <summary>Takes the stage's lease and begins the run's row.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="kind">What the run does.</param>
    /// <param name="systemId">The system it reads or writes.</param>
    /// <param name="trial">The hub is a trial: nothing will stay, so nobody is kept from working.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<RunLog> BeginAsync(
        IHubStore hub, RunKind kind, string systemId, bool trial, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(time);
        StageLease? lease = trial ? null : await StageLease.TakeAsync(hub, kind.ToString(), time, cancellationToken).ConfigureAwait(false);
        Run run = new()
        {
            Id = Ids.New(time),
            Kind = kind,
            SystemId = systemId,
            State = RunState.Running,
            StartedAt = time.GetUtcNow(),
            Host = ThisProcess.Host,
            Actor = ThisProcess.Account,
            Program = ThisProcess.Version,
        };
        try
        {
            run = trial ? run : run with
            {
                AccountId = (await hub.FindSettingAsync<HubIdentity>(cancellationToken).ConfigureAwait(false))?.AccountId,
                Configuration = (await HubConfiguration.ReadAsync(hub, cancellationToken).ConfigureAwait(false)).Revision,
            };
            run = await NumberAsync(hub, run, lease?.Lease, cancellationToken).ConfigureAwait(false);
        }
        catch when (lease is not null)
        {
            // A run that did not begin keeps nobody from working.
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (!trial)
        {
            hub.Log?.Tell(
                SyncLogLevel.Information, "Run started", ("Run", run.Number), ("RunId", run.Id), ("Kind", run.Kind), ("System", run.SystemId), ("Program", run.Program),
                ("AccountId", run.AccountId), ("Configuration", run.Configuration));
        }

        return new RunLog(hub, time, run, lease);
    }

    /// <summary>Counts one person under an action; from any thread.</summary>
    public void Count(string action)
    {
        lock (_counts)
        {
            _counts[action] = _counts.GetValueOrDefault(action) + 1;
        }
    }

    /// <summary>How many people so far, by action.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Counts what goes to the account from now on: all requests of this process, whoever asks.</summary>
    public void CountRequestsOf(IAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        (_account, _requestsBefore) = (account, account.Requests);
    }

    /// <summary>Waits for a person's answer, which is no part of the time that the run took.</summary>
    public async Task<T> AskingAsync<T>(Func<Task<T>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        long since = _time.GetTimestamp();
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            _asked += _time.GetElapsedTime(since);
        }
    }

    /// <summary>Names the plan that is carried out.</summary>
    public void SetPlan(string fingerprint) => _run = _run with { PlanFingerprint = fingerprint };

    private TimeSpan Duration => _time.GetElapsedTime(_startedAt) - _asked;

    /// <summary>The run in numbers, so far.</summary>
    public RunSummary Summary(bool whatIf = false) => new()
    {
        RunId = Id,
        Number = _run.Number,
        Kind = _run.Kind,
        Read = Read,
        RefusedValues = Interlocked.Read(ref _refusedValues),
        Counts = new SortedDictionary<string, long>(_counts.Where(pair => pair.Key != Guard.Taken).ToDictionary(), StringComparer.Ordinal),
        Duration = Duration,
        WhatIf = whatIf,
    };

    /// <summary>Stores the counts so far with what they count: the guard's day must know them, whatever becomes of this process.</summary>
    internal Task SaveAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        _run = _run with { Counts = new SortedDictionary<string, long>(_counts, StringComparer.Ordinal) };
        return transaction.SaveAsync([_run], cancellationToken);
    }

    /// <summary>Hands on what the run did. Whoever takes no more of it, or stops it, interrupts the run, and its row says so.</summary>
    public async IAsyncEnumerable<T> HandAsync<T>(IAsyncEnumerable<T> records, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        bool handed = false;
        try
        {
            await foreach (T record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                handed = true;
                yield return record;
                handed = false;
            }
        }
        finally
        {
            _interruption = handed || cancellationToken.IsCancellationRequested ? Interruption.Stopped : null;
        }
    }

    /// <summary>Ends the run's row: a person said no, and nothing was done.</summary>
    public Task DeclineAsync() => EndAsync(RunState.Interrupted, Interruption.Declined(_run.Kind));

    /// <summary>Ends the run's row.</summary>
    public async Task EndAsync(RunState state, string? message = null)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _run = _run with
        {
            State = state,
            EndedAt = _time.GetUtcNow(),
            Counts = new SortedDictionary<string, long>(_counts, StringComparer.Ordinal),
            Message = message,
            Read = Read,
            Requests = Requests(),
        };
        await _hub.WriteAsync(transaction => transaction.SaveAsync([_run]), Lease).ConfigureAwait(false);
        if (_lease is not null)
        {
            SyncLogLevel level = state switch
            {
                RunState.Completed => SyncLogLevel.Information,
                RunState.Held => SyncLogLevel.Warning,
                RunState.Interrupted when message is not null => SyncLogLevel.Warning,
                _ => SyncLogLevel.Error,
            };
            _hub.Log?.Tell(
                level, "Run ended", ("Run", _run.Number), ("RunId", Id), ("Kind", _run.Kind), ("System", _run.SystemId), ("State", state), ("Read", Read),
                ("Counts", _run.Counts), ("Requests", _run.Requests), ("Seconds", Math.Round(Duration.TotalSeconds, 1)));
        }
    }

    /// <summary>Ends a run that nobody ended as interrupted, and gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync(RunState.Interrupted, _interruption).ConfigureAwait(false);
        }
        catch (RingCentralAdException)
        {
            // The lease or the store is lost: the row stays Running, and whoever looks at it sees a run that died.
        }
        finally
        {
            // Whatever became of the row: a lease that is renewed for ever would keep everybody from working.
            if (_lease is not null)
            {
                await _lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private SortedDictionary<string, long> Requests()
    {
        SortedDictionary<string, long> requests = new(StringComparer.Ordinal);
        foreach ((string group, long count) in _account?.Requests ?? _requestsBefore)
        {
            if (count - _requestsBefore.GetValueOrDefault(group) is > 0 and var sent)
            {
                requests[group] = sent;
            }
        }

        return requests;
    }

    /// <summary>Stores the run under the next number. Runs of different stages may begin at once: who comes second takes the one after.</summary>
    private static async Task<Run> NumberAsync(IHubStore hub, Run run, Lease? lease, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await hub.WriteAsync(
                    async transaction =>
                    {
                        IReadOnlyList<Run> last = await transaction.ListAsync(
                            new Filter<Run>().NotNull(row => row.Number).OrderBy(row => row.Number, descending: true).Take(1), cancellationToken).ConfigureAwait(false);
                        run = run with { Number = last.Count == 0 ? 1 : last[0].Number + 1 };
                        await transaction.SaveAsync([run], cancellationToken).ConfigureAwait(false);
                    },
                    lease,
                    cancellationToken).ConfigureAwait(false);
                return run;
            }
            catch (RingCentralAdException error) when (error.ErrorId == "HubConflict" && attempt < 5)
            {
            }
        }
    }
}
