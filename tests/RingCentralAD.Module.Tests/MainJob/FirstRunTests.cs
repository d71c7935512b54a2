using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>The first full run of a hub is a plan until a person, or a script's switch, says so; one person may be provisioned before.</summary>
public sealed class FirstRunTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Fact]
    public void Where_nobody_answers_the_plan_is_held_and_the_error_names_the_switch()
    {
        ScriptResult stopped = _lab.Session.Run("Invoke-RcProvisioning");
        ErrorRecord error = Assert.IsType<CmdletInvocationException>(stopped.Thrown).ErrorRecord;
        Assert.StartsWith("QuestionUnanswered,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-ConfirmFirstRun", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Corp, account", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing is bought", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_lab.Simulator.RequestLog.Writes);
        Assert.Equal(["Held", "Held", "Held"], _lab.Run("Get-RcOperation -State Held | ForEach-Object { \"$($_.State)\" }"));

        Assert.Equal(["Done", "Done", "Done"], _lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | ForEach-Object { \"$($_.State)\" }"));
        Assert.Empty(_lab.Run("Invoke-RcProvisioning"));
    }

    [Theory]
    [InlineData("Yes", 3)]
    [InlineData("No", 0)]
    public void At_the_prompt_it_is_asked_once(string answer, int done)
    {
        _lab.Session.Screen.Answers.Enqueue(answer);
        Assert.Equal(done, _lab.Run("Invoke-RcProvisioning").Count(record => $"{record}".EndsWith("Done", StringComparison.Ordinal)));
        Assert.Contains("Corp, account", string.Join('\n', _lab.Session.Screen.Questions), StringComparison.Ordinal);
        Assert.Equal(done, _lab.Simulator.RequestLog.Writes.Count);
    }

    [Fact]
    public void One_person_is_provisioned_at_once_with_the_steps_explained()
    {
        Assert.Equal(
            ["Fill ann Family, Done, 1 Unassigned extension: department=Sales, email=ann@example.com"],
            _lab.Run("""
                Get-HubUser ann@example.com | Invoke-RcProvisioning | ForEach-Object {
                    "$($_.Action) $($_.Person), $($_.State), $($_.Needs): $(($_.Changes | Where-Object Attribute -in 'department', 'email' | ForEach-Object { "$($_.Attribute)=$($_.After)" }) -join ', ')"
                }
                """));
        Assert.Single(_lab.Simulator.RequestLog.Writes);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
