using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The steps of a setup: the guide's numbers, why a step is not done, and the command that helps now rather than the one that was run already.</summary>
public sealed class SetupStepTests
{
    private static readonly SetupFacts s_new = new()
    {
        Identity = new HubIdentity { HubId = "hub", Company = "Contoso" },
        Directories = [],
        DirectoryFaults = new Dictionary<string, string>(),
        Rules = new ImportRules(),
        Options = new ProvisioningOptions(),
        Exclusions = new ExclusionRules(),
        Mappings = [],
        Masters = [],
        AttributeMasters = [],
        Groups = [],
        Assignments = [],
        Runs = new Dictionary<RunKind, Run>(),
        People = 0,
        Holders = 0,
        WaitingMatches = 0,
        Suspensions = 0,
        Porting = 0,
        SignOn = new SignOnOptions(),
        SignOnKeys = 0,
        ServiceProviders = [],
        SignOnPlaces = 0,
        Foreign = [],
    };

    private static readonly DirectoryEntry s_directory = new()
    {
        Id = "ad", Name = "contoso.com", Kind = DirectoryKind.ActiveDirectory, DomainKey = "key", Settings = new DirectorySettings { WriteBack = true }, LastFullImport = DateTimeOffset.UnixEpoch,
    };

    private static readonly SetupFacts s_imported = s_new with
    {
        Directories = [s_directory],
        Runs = new Dictionary<RunKind, Run> { [RunKind.AccountImport] = new() { Id = "r", SystemId = Ids.RingCentral, Kind = RunKind.AccountImport, State = RunState.Completed, StartedAt = DateTimeOffset.UnixEpoch } },
    };

    [Theory]
    [InlineData(1, "Make the hub=1|Connect a directory=2|Import rules=3|Choose or make=5|Import people and groups=6|Connect the account=7|Switch on=7|Import the people=9|Assign RingCentral=9|Test a sign-in=10|Set up SAML=11|Switch off=|Write numbers=")]
    [InlineData(4, "Choose or make=2|Import people and groups=3|Connect the account=4|Switch on=4|Import the people=|Assign RingCentral=6|Set up SAML=8|Set up special phones=|Port the old=")]
    public void The_numbers_are_the_guides(int scenario, string expected)
    {
        IReadOnlyList<SetupStep> steps = SetupScenario.Steps(scenario, s_new, porting: true, specialPhones: true);

        foreach (string[] pair in expected.Split('|').Select(static pair => pair.Split('=')))
        {
            SetupStep step = Assert.Single(steps, step => step.What.StartsWith(pair[0], StringComparison.Ordinal));
            Assert.Equal(pair[1], $"{step.Step}");
        }

        Assert.All(steps, static step => Assert.Equal(step.Step is { } number ? $"step {number}" : "", step.Source.Split(", ") is [_, var named] ? named : ""));
    }

    [Fact]
    public void Matches_that_wait_are_why_and_the_command_is_the_one_that_answers_them()
    {
        SetupStep step = Step(s_imported with { WaitingMatches = 2 }, "Import the people");

        Assert.NotEqual(SetupStepState.Done, step.State);
        Assert.Equal("2 matches wait for your yes or no", step.Evidence);
        Assert.DoesNotContain("Import-RcUser", step.Next, StringComparison.Ordinal);
        Assert.Contains("Get-ImportMatch -Kind Exact, Partial, Ambiguous", step.Next, StringComparison.Ordinal);
        Assert.Contains("Confirm-ImportMatch", step.Next, StringComparison.Ordinal);
        Assert.Contains("Deny-ImportMatch", step.Next, StringComparison.Ordinal);
        Assert.StartsWith("1 match waits", Step(s_imported with { WaitingMatches = 1 }, "Import the people").Evidence, StringComparison.Ordinal);
        Assert.Equal((SetupStepState.Done, null), (Step(s_imported, "Import the people").State, Step(s_imported, "Import the people").Next));
    }

    [Fact]
    public void What_was_run_already_is_not_shown_as_next_again()
    {
        Assert.StartsWith("Test-AdDirectory", Step(s_imported with { DirectoryFaults = new Dictionary<string, string> { ["contoso.com"] = "away" } }, "Connect a directory").Next, StringComparison.Ordinal);
        Assert.StartsWith("Test-AdDirectory", Step(s_imported, "Import people and groups").Next, StringComparison.Ordinal);
        Assert.Equal("Connect-RcAccount; Test-RcAccount", Step(s_imported with { Identity = s_new.Identity with { AccountId = "1" }, AccountFault = "away" }, "Connect the account").Next);
        Assert.Contains("Set-AttributeMapping HubToRc department 'user.department'", Step(s_imported, "Map hub attributes").Next, StringComparison.Ordinal);
        Assert.StartsWith("Sync-PhoneWriteBack", Step(s_imported, "Write numbers").Next, StringComparison.Ordinal);
        Assert.StartsWith("Set-AdDirectory", Step(s_new, "Write numbers").Next, StringComparison.Ordinal);
        Assert.StartsWith("Invoke-RcProvisioning", Step(s_imported with { Assignments = [new Assignment { Id = "a", UserId = "u" }] }, "Assign RingCentral").Next, StringComparison.Ordinal);
    }

    private static SetupStep Step(SetupFacts facts, string what) =>
        Assert.Single(SetupScenario.Steps(1, facts, porting: false, specialPhones: false), step => step.What.StartsWith(what, StringComparison.Ordinal));
}
