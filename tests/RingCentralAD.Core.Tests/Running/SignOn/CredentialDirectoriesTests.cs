using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>The sessions that read: with a password that was changed they rest and begin anew, and none is closed under whoever is at work in it.</summary>
public sealed class CredentialDirectoriesTests
{
    private static readonly RingCentralAdException s_refused = new("AdSignInFailed", ErrorKind.Security, "dc refuses reader.", "Check the password.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_that_was_changed_is_fetched_anew_after_a_rest_and_not_tried_before()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        List<ModelCredentialDirectory> opened = [];
        await using CredentialCheck check = lab.CheckOver(_ =>
        {
            ModelCredentialDirectory directory = opened.Count == 0 ? lab.Directory : new ModelCredentialDirectory(lab.Clock);
            foreach ((string key, ModelAccount account) in lab.Directory.Accounts)
            {
                directory.Accounts[key] = account;
            }

            opened.Add(directory);
            return directory;
        });
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", check: check)).Outcome);

        // The connection is lost, and the old password is refused when it is opened again.
        lab.Directory.Away = s_refused;
        lab.Directory.Calls.Clear();
        for (int i = 0; i < 20; i++)
        {
            CredentialAnswer answer = await lab.TryAsync("zoe", "Right!1", check: check);
            Assert.Equal(CredentialOutcome.DirectoryUnavailable, answer.Outcome);
            Assert.Contains("dc refuses reader.", answer.Reason, StringComparison.Ordinal);
        }

        Assert.Single(lab.Directory.Calls);
        Assert.True(lab.Directory.IsDisposed);
        Assert.Single(opened);
        lab.Clock.Advance(CredentialDirectories.Rest);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", check: check)).Outcome);
        Assert.Equal(2, opened.Count);
    }

    [Fact]
    public async Task A_password_that_is_refused_at_once_rests_as_long()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        int tries = 0;
        await using CredentialCheck check = lab.CheckOver(_ => ++tries < 2 ? throw s_refused : lab.Directory);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(CredentialOutcome.DirectoryUnavailable, (await lab.TryAsync("zoe", "Right!1", check: check)).Outcome);
        }

        Assert.Equal(1, tries);
        lab.Clock.Advance(CredentialDirectories.Rest);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", check: check)).Outcome);
    }

    [Fact]
    public async Task A_registration_that_changes_closes_the_session_when_the_last_check_in_it_has_ended()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        CredentialDirectories directories = new(lab.Hub, lab.Clock, (_, _) => Task.FromResult<ICredentialDirectory>(new ModelCredentialDirectory(lab.Clock)));
        DirectoryEntry entry = (await directories.ListAsync(Stop)).Single();
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<ModelCredentialDirectory> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> work = directories.UseAsync(
            entry,
            async directory =>
            {
                begun.SetResult((ModelCredentialDirectory)directory);
                await end.Task;
                return 1;
            },
            Stop);
        ModelCredentialDirectory first = await begun.Task;
        ICredentialDirectory second = await directories.UseAsync(entry with { Settings = entry.Settings with { Servers = ["other"] } }, static directory => Task.FromResult(directory), Stop);
        Assert.NotSame(first, second);
        Assert.False(first.IsDisposed);
        end.SetResult();
        await work;
        Assert.True(first.IsDisposed);
        await directories.DisposeAsync();
        Assert.True(((ModelCredentialDirectory)second).IsDisposed);
    }
}
