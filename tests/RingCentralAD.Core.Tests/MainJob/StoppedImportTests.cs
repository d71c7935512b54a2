using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>An import that stops early: nobody is gone, the run says Interrupted, the next one finishes.</summary>
public sealed class StoppedImportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_record_comes_before_the_last_person_is_stored_and_a_stop_there_leaves_the_rest_to_the_next_run()
    {
        Company company = Company.Of(700);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest());
        DirectoryImport import = new(cycle.Hub, await cycle.DirectoryAsync(), await cycle.EntryAsync(), cycle.Time);
        await using (IAsyncEnumerator<ImportRecord> records = import.RunAsync(new ImportRequest(), Stop).GetAsyncEnumerator(Stop))
        {
            Assert.True(await records.MoveNextAsync());
            Assert.Equal(ImportAction.Created, records.Current.Action);
            Assert.Equal(1, await cycle.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Id, records.Current.HubUserId!), Stop));
            Assert.InRange(await cycle.Hub.CountAsync<HubUser>(cancellationToken: Stop), 1, 699);
        }

        await CheckInterruptedAsync(cycle);
        await cycle.ImportAsync();
        Assert.Equal(700, await cycle.Hub.CountAsync<HubUser>(cancellationToken: Stop));
        Assert.Equal(700, await cycle.Hub.CountAsync(new Filter<AppUser>().NotNull(row => row.UserId), Stop));
        Assert.Empty(await cycle.ImportAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(25)]
    public async Task A_stop_while_reading_makes_nobody_gone(int read)
    {
        Company company = Company.Of(30);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest());
        await cycle.ImportAsync();
        company.Remove("p001");
        company.Change("p002", person => person with { Disabled = true });
        company.Change("p029", person => person with { Department = "Other" });
        await cycle.ReplaceAsync(company);
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        StoppingDirectory directory = new(await cycle.DirectoryAsync(), read, source);
        DirectoryImport import = new(cycle.Hub, directory, await cycle.EntryAsync(), cycle.Time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await import.RunAsync(new ImportRequest(), source.Token).ToListAsync(source.Token));
        await CheckInterruptedAsync(cycle);
        Assert.Equal(30, await cycle.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));
        Assert.Equal(30, await cycle.Hub.CountAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present), Stop));
        List<ImportRecord> records = await cycle.ImportAsync();
        Assert.Equal(["p001", "p002"], records.Where(record => record.Action == ImportAction.Deactivated).Select(record => record.Email![..4]).Order());
        Assert.Equal("Other", (await cycle.UserAsync("p029")).Department);
        Assert.Empty(await cycle.ImportAsync());
    }

    private static async Task CheckInterruptedAsync(Cycle cycle)
    {
        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().OrderBy(run => run.StartedAt, descending: true).Take(1), Stop);
        Assert.Equal((RunKind.Import, RunState.Interrupted), (runs[0].Kind, runs[0].State));
        Assert.NotNull(runs[0].EndedAt);
    }

    private sealed class StoppingDirectory(IDirectory inner, int after, CancellationTokenSource source) : IDirectory
    {
        public DirectoryDescription Description => inner.Description;

        public IAsyncEnumerable<DirectoryContainer> ReadContainersAsync(CancellationToken cancellationToken = default) => inner.ReadContainersAsync(cancellationToken);

        public IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync(CancellationToken cancellationToken = default) => inner.ReadGroupsAsync(cancellationToken);

        public async IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            int count = 0;
            await foreach (AppUser user in inner.ReadUsersAsync(read, cancellationToken))
            {
                if (count++ == after)
                {
                    await source.CancelAsync();
                }

                cancellationToken.ThrowIfCancellationRequested();
                yield return user;
            }
        }

        public Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default) =>
            inner.FindUserAsync(key, attributes, cancellationToken);

        public Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(key, changes, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
