using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The guide's scenarios: 1 and 3 without a hub so far, 2 and 4 with one that holds people; 1 and 2 with RingCentral in use, 3 and 4 with a new
/// account ("Identify your scenario for proper setup sequence").
/// </summary>
public static class SetupScenario
{
    private static readonly SetupTask[] s_writeBack = [SetupTasks.Masters, SetupTasks.Numbers, SetupTasks.WriteBack];

    /// <summary>The four scenarios.</summary>
    public static IReadOnlyList<SetupScenarioInfo> All { get; } =
    [
        new(1, "is in use", "is new", "Get-RcSetupStep 1"),
        new(2, "is in use", "holds people", "Get-RcSetupStep 2"),
        new(3, "is new", "is new", "Get-RcSetupStep 3"),
        new(4, "is new", "holds people", "Get-RcSetupStep 4"),
    ];

    /// <summary>The steps of a scenario in order, judged by the facts.</summary>
    /// <param name="scenario">1 to 4.</param>
    /// <param name="facts">What there is.</param>
    /// <param name="porting">Old numbers are ported ("Porting old numbers from older phone system").</param>
    /// <param name="specialPhones">There are special phones ("Requirement for special phone").</param>
    public static IReadOnlyList<SetupStep> Steps(int scenario, SetupFacts facts, bool porting, bool specialPhones)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenario, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scenario, 4);
        ArgumentNullException.ThrowIfNull(facts);
        List<SetupStep> steps = [];
        bool next = false;
        foreach ((SetupTask task, int? step, string source) in Tasks(scenario, porting, specialPhones))
        {
            SetupFinding finding = task.Judge(facts);
            SetupStepState state = finding switch
            {
                { Done: true } => SetupStepState.Done,
                { Fault: true } => SetupStepState.Blocked,
                _ when task.Optional => SetupStepState.Optional,
                _ when next => SetupStepState.Waiting,
                _ => SetupStepState.Next,
            };
            next |= state is SetupStepState.Next or SetupStepState.Blocked;
            steps.Add(new SetupStep
            {
                Scenario = scenario,
                Step = step,
                System = task.System,
                State = state,
                What = task.What,
                Evidence = finding.Evidence,
                Next = finding.Done ? null : finding.Now ?? task.Command,
                Source = source,
            });
        }

        return steps;
    }

    private static IEnumerable<(SetupTask Task, int? Step, string Source)> Tasks(int scenario, bool porting, bool specialPhones)
    {
        yield return (SetupTasks.NoOther, null, "before all scenarios");
        SetupTask[] numbered = scenario is 1 or 3
            ?
            [
                SetupTasks.Hub, SetupTasks.Directory, SetupTasks.ImportRules, SetupTasks.FromDirectory, SetupTasks.Group, SetupTasks.FullImport,
                SetupTasks.Account, SetupTasks.ToAccount, SetupTasks.Assign, SetupTasks.SignIn, SetupTasks.Saml,
            ]
            :
            [
                SetupTasks.FromDirectory, SetupTasks.Group, SetupTasks.FullImport, SetupTasks.Account, SetupTasks.ToAccount, SetupTasks.Assign, SetupTasks.SignIn, SetupTasks.Saml,
            ];
        int step = 0;
        foreach (SetupTask task in numbered)
        {
            step++;
            if (task == SetupTasks.Account && specialPhones)
            {
                yield return (SetupTasks.SpecialPhones, null, "Requirement for special phone");
            }

            string source = string.Create(CultureInfo.InvariantCulture, $"scenario {(scenario is 1 or 3 ? 1 : 2)}, step {step}");
            if (task == SetupTasks.Assign)
            {
                yield return scenario is 1 or 3 ? (SetupTasks.ImportAccount, step, source) : (SetupTasks.ImportAccount, null, $"scenario {scenario}");
            }

            yield return (task, step, source);
            if (task == SetupTasks.Account)
            {
                yield return (SetupTasks.Options, step, source);
            }
        }

        foreach (SetupTask task in s_writeBack)
        {
            yield return (task, null, "Setting up bi-direction sync for phone number");
        }

        if (porting)
        {
            yield return (SetupTasks.Porting, null, "Porting old numbers from older phone system");
        }
    }
}
