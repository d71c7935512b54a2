using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What the groups of tests about the record share.</summary>
public abstract class RecordSuite(IHubPlace place) : StoreSuite(place)
{
    protected static AttributeSet Ann { get; } = new([new("login", "ann@contoso.com"), new("department", "Sales")]);

    /// <summary>Changes the tables by a tool that is not ours.</summary>
    protected async Task TamperAsync(string sql)
    {
        if (Location.Path is { } file)
        {
            (await TestServers.ServerTools.RunAsync("sqlite3", [file, sql], cancellationToken: Token)).Success("sqlite3");
        }
        else
        {
            await (await SharedPostgres.Server).PsqlAsync($"SET search_path TO {Location.Schema}; {sql}", cancellationToken: Token);
        }
    }

    protected static HubUser Person(string id, AttributeSet profile) => new() { Id = id, Status = HubUserStatus.Active, Profile = profile };

    protected Task WriteAsync(Func<IHubTransaction, Task> work) => Store.WriteAsync(work, null, Token);

    /// <summary>Eight lines about u1.</summary>
    protected async Task FillAsync()
    {
        await SaveAsync(Person("u1", Ann));
        for (int i = 1; i < 8; i++)
        {
            await SaveAsync(Person("u1", Ann.With([new("department", $"Support{i}")])));
        }
    }

    protected async Task EndRunAsync(string id)
    {
        Run run = new() { Id = id, Kind = RunKind.Import, SystemId = "d1", State = RunState.Running, StartedAt = Clock.GetUtcNow() };
        await SaveAsync(run);
        await SaveAsync(run with { State = RunState.Completed });
    }

    protected Task<List<SyncChangeInfo>> ChangesAsync(ChangeQuestion? question = null) => SyncRecord.ChangesAsync(Store, question ?? new ChangeQuestion(), Token).ToListAsync(Token).AsTask();
}
