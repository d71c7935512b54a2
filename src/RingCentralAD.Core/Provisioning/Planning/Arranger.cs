using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The second half of planning: over all differences at once, who is linked to whom, which Unassigned extension and number each joiner
/// gets, whose mail address is used twice, and the order: leavers, joiners, updates. Pure.
/// </summary>
public sealed partial class Arranger
{
    private readonly AccountFacts _facts;
    private readonly ProvisioningOptions _options;
    private readonly IReadOnlySet<string> _linkedExtensions;
    private readonly DiffEngine _diffs;
    private readonly Refusals _refusals;
    private readonly string _runId;
    private readonly TimeProvider _time;
    private readonly ExtensionNumbers _numbers;
    private readonly Queue<Extension> _unassigned;
    private readonly List<Operation> _operations = [];
    private readonly Queue<PhoneNumber> _stock;
    private readonly List<PersonDiff> _making = [];
    private readonly Allowance _allowance;
    private MailMoves _moves;
    private int _refusedValues;

    /// <summary>Makes the arranger for one plan.</summary>
    /// <param name="facts">The account.</param>
    /// <param name="options">What provisioning may do.</param>
    /// <param name="linkedExtensions">Extensions that belong to somebody of the hub.</param>
    /// <param name="diffs">Compares a joiner with the extension to link.</param>
    /// <param name="refusals">What RingCentral refused before.</param>
    /// <param name="runId">The run that plans.</param>
    /// <param name="time">The clock.</param>
    public Arranger(AccountFacts facts, ProvisioningOptions options, IReadOnlySet<string> linkedExtensions, DiffEngine diffs, Refusals refusals, string runId, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
        _options = options;
        _linkedExtensions = linkedExtensions;
        _diffs = diffs;
        _refusals = refusals;
        _runId = runId;
        _time = time;
        _numbers = new ExtensionNumbers(facts.NumbersInUse, facts.LongestNumber);
        _unassigned = new Queue<Extension>(facts.Unassigned);
        _stock = new Queue<PhoneNumber>(facts.Stock);
        _allowance = new Allowance(facts.Allowances);
        _moves = new MailMoves(facts, []);
    }

    /// <summary>Arranges the differences into a plan.</summary>
    public Plan Arrange(IReadOnlyCollection<PersonDiff> diffs)
    {
        ArgumentNullException.ThrowIfNull(diffs);
        PersonDiff[] ordered = [.. diffs.Select(_refusals.Strip).OrderBy(diff => diff.Person, StringComparer.Ordinal).ThenBy(diff => diff.UserId, StringComparer.Ordinal)];
        _moves = new MailMoves(_facts, ordered);
        _refusedValues = ordered.Sum(static diff => diff.RefusedValues.Select(static problem => problem.Parameter).Distinct().Count());
        HashSet<string> twice = [.. ordered.Where(diff => diff.Kind == DiffKind.Join).GroupBy(diff => MatchKey.Of(MailOf(diff)) ?? "").Where(group => group.Count() > 1).Select(group => group.Key)];
        twice.UnionWith(ordered.Where(diff => diff.Kind == DiffKind.Update && diff.Values.ContainsKey("email")).Select(diff => MatchKey.Of(diff.Values["email"]) ?? ""));
        foreach (PersonDiff diff in ordered)
        {
            switch (diff.Kind)
            {
                case DiffKind.Leave:
                    Add(diff, OperationKind.Deactivate, PlanOrder.Leave, AccountPayload.Deactivate());
                    break;
                case DiffKind.Join:
                    Join(diff, twice.Contains(MatchKey.Of(MailOf(diff)) ?? ""));
                    break;
                case DiffKind.Return:
                    Add(diff, OperationKind.Reactivate, PlanOrder.Join, AccountPayload.Reactivate());
                    break;
                case DiffKind.Update:
                    Update(diff);
                    break;
                case DiffKind.Delete:
                    Delete(diff);
                    break;
                case DiffKind.Wait:
                    Wait(diff, diff.ErrorId!, diff.Reason!, diff.Remedy);
                    break;
                default:
                    break;
            }

            if (diff.OwesNumber && diff.Kind is not (DiffKind.Leave or DiffKind.Delete))
            {
                AssignNumber(diff);
            }
        }

        MakeAll();

        foreach ((PersonDiff diff, string? aside, string? refused) in _moves.Resolve())
        {
            if (refused is not null)
            {
                WaitForMail(diff, refused);
                Push(Without(diff, "email"));
            }
            else
            {
                Add(aside is null ? diff : Only(diff, "email", aside), OperationKind.Update, PlanOrder.Swap, AccountPayload.Update(aside is null ? diff : Only(diff, "email", aside), null));
            }
        }

        Operation[] operations = [.. _operations.OrderBy(operation => operation.Order)];
        return new Plan
        {
            Operations = operations,
            People = ordered.ToDictionary(diff => diff.UserId, StringComparer.Ordinal),
            Summary = Summarize(operations),
        };
    }

    /// <summary>The plan in one line; reckoned again when operations were held.</summary>
    public PlanSummary Summarize(IReadOnlyCollection<Operation> operations)
    {
        Operation[] planned = [.. operations.Where(operation => operation.State == OperationState.Planned)];
        PlanCost cost = Schedule.Of(planned, _allowance).Cost;
        return new PlanSummary
        {
            Where = $"{_facts.Account.Company}, account {_facts.Account.Id}",
            Counts = planned.GroupBy(operation => operation.Kind).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count()),
            Blocked = operations.Count(operation => operation.State == OperationState.Blocked),
            BlockedBy = operations.Where(operation => operation.State == OperationState.Blocked).GroupBy(operation => operation.ErrorId ?? "", StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            RefusedValues = _refusedValues,
            Held = operations.Count(operation => operation.Shown == OperationState.Held),
            Denied = operations.Count(operation => operation.Shown == OperationState.Denied),
            UnassignedNeeded = planned.Count(operation => operation.Kind == OperationKind.Fill),
            UnassignedFree = _facts.Unassigned.Count,
            Invitations = _options.WelcomeMail == WelcomeMail.Send ? planned.Count(operation => operation.Kind is OperationKind.Fill or OperationKind.Create) : planned.Count(operation => operation.Kind == OperationKind.Create && !BatchPayload.Is(operation.Payload!)),
            NumbersNeeded = _facts.Stock.Count - _stock.Count,
            NumbersFree = _facts.Stock.Count,
            Announced = operations.Count(operation => operation.State == OperationState.Scheduled),
            Requests = cost.Requests,
            RequestsByGroup = cost.ByGroup,
            Duration = cost.Duration,
            Fingerprint = Plan.Fingerprint(operations),
        };
    }

    private void Join(PersonDiff diff, bool twice)
    {
        string? mail = MailOf(diff);
        if (twice)
        {
            Wait(diff, "RcDuplicateMail", $"mail {mail} belongs to several people who are to get an account.", "Give each of them an address of their own in Active Directory.");
            return;
        }

        Extension[] there = [.. _facts.WithMail(mail)];
        if (there.Length == 0)
        {
            _making.Add(diff);
            return;
        }

        Extension[] people = [.. there.Where(_facts.IsPerson)];
        if (people.Length == 1 && there.Length == 1 && !_linkedExtensions.Contains(people[0].Id))
        {
            PersonDiff linked = diff with { ExtensionId = people[0].Id };
            Add(linked with { Changes = [] }, OperationKind.Link, PlanOrder.Join, null);
            if (people[0].HasContact)
            {
                Update(_diffs.ForLinked(linked with { WantedNumber = null }, people[0].Attributes));
            }

            return;
        }

        string reason = people.Length == 0
            ? $"mail {mail} is used by extension {there[0].Number} '{there[0].Name}', which is {(_facts.WhyExcluded(there[0].Id) is { } why ? $"set aside since {why}" : $"a {there[0].Type}")} and no person's."
            : people.Length == 1 && there.Length == 1
                ? $"mail {mail} is used by extension {people[0].Number} '{people[0].Name}', which belongs to somebody else of the hub."
                : $"mail {mail} is used by several extensions: {string.Join(", ", there.Select(extension => extension.Number))}.";
        Wait(diff, "RcDuplicateMail", reason, "Correct the mail address in Active Directory or in the RingCentral service web portal.");
    }

    private bool IsTooLong(PersonDiff diff) => diff.WantedNumber?.Length > _numbers.Longest;

    private bool TryNumber(PersonDiff diff, bool needed, out string? number, out string? reason)
    {
        (number, reason) = (null, null);
        if (diff.WantedNumber is { } wanted && !IsTooLong(diff) && !_numbers.IsTaken(wanted))
        {
            _numbers.Take(wanted);
            number = wanted;
            return true;
        }

        if (IsTooLong(diff) && _options.NumberTaken == NumberTaken.Refuse)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"{GuideErrors.Invalid("extensionNumber")} ('{diff.WantedNumber}'; extension numbers in this account have at most {_numbers.Longest} digits)");
            return false;
        }

        if (diff.WantedNumber is not null && _options.NumberTaken == NumberTaken.Refuse)
        {
            reason = $"{GuideErrors.Duplicate(diff.NumberPlace is not null)} {diff.WantedNumber} is taken; the next free ones are {string.Join(", ", _numbers.Peek(3))}.{(diff.NumberPlace is null ? "" : $" ({diff.NumberPlace})")}";
            return false;
        }

        if (needed || diff.WantedNumber is not null)
        {
            number = _numbers.TakeNext();
            reason = number is null ? "No extension number is free in the account." : null;
        }

        return reason is null;
    }

    private void Update(PersonDiff diff)
    {
        if (diff.Kind != DiffKind.Update)
        {
            return;
        }

        string? number = null;
        if (diff.WantedNumber is not null && !TryNumber(diff, needed: false, out number, out string? reason))
        {
            WaitForNumber(diff, reason!);
        }

        if (number is not null)
        {
            Add(
                diff with { Values = new Dictionary<string, string>(), Changes = [new AttributeChange("extensionNumber", _facts.Find(diff.ExtensionId!)?.Number, number)] },
                OperationKind.Renumber, PlanOrder.Update, AccountPayload.Update(diff with { Values = new Dictionary<string, string>() }, number));
        }

        if (diff.Values.Count > 0)
        {
            if (_moves.Refuse(diff, out bool waits) is { } refused)
            {
                WaitForMail(diff, refused);
                diff = Without(diff, "email");
            }

            if (!waits)
            {
                Push(diff);
            }
        }

        AssignRoles(diff);
    }

    private void Push(PersonDiff diff)
    {
        if (diff.Values.Count > 0)
        {
            Add(diff with { Changes = [.. diff.Changes.Where(change => change.Attribute != "role")] }, OperationKind.Update, PlanOrder.Update, AccountPayload.Update(diff, null));
        }
    }

    private void WaitForMail(PersonDiff diff, string reason) =>
        Wait(Only(diff, "email", diff.Values["email"]), "RcDuplicateMail", reason, "Correct the mail address in Active Directory or in the RingCentral service web portal.");

    private static PersonDiff Only(PersonDiff diff, string attribute, string value) => diff with
    {
        Values = new Dictionary<string, string> { [attribute] = value },
        Address = new Dictionary<string, string>(),
        Changes = [new AttributeChange(attribute, diff.Changes.FirstOrDefault(change => change.Attribute == attribute)?.Before, value)],
    };

    private static PersonDiff Without(PersonDiff diff, string attribute) => diff with
    {
        Values = diff.Values.Where(pair => pair.Key != attribute).ToDictionary(StringComparer.Ordinal),
        Changes = [.. diff.Changes.Where(change => change.Attribute != attribute)],
    };

    private void Add(PersonDiff diff, OperationKind kind, int order, string? payload) => _operations.Add(new Operation
    {
        Id = Ids.New(_time),
        RunId = _runId,
        SystemId = Ids.RingCentral,
        UserId = diff.UserId,
        Kind = kind,
        TargetKey = diff.ExtensionId,
        Order = order,
        Payload = payload,
        Changes = diff.Changes,
        State = OperationState.Planned,
        Reason = kind is OperationKind.Deactivate or OperationKind.Reactivate or OperationKind.Update ? diff.Reason : null,
        CreatedAt = _time.GetUtcNow(),
    });

    private void Wait(PersonDiff diff, string errorId, string reason, string? remedy, OperationKind? of = null)
    {
        OperationKind kind = of ?? (diff.ExtensionId is null ? OperationKind.Create : errorId switch
        {
            "RcDeactivateOff" => OperationKind.Deactivate,
            "RcReactivateOff" => OperationKind.Reactivate,
            _ => OperationKind.Update,
        });
        _operations.Add(new Operation
        {
            Id = Ids.New(_time),
            RunId = _runId,
            SystemId = Ids.RingCentral,
            UserId = diff.UserId,
            Kind = kind,
            TargetKey = diff.ExtensionId,
            Order = PlanOrder.Wait,
            Changes = diff.Changes,
            State = errorId == "RcExtensionGone" ? OperationState.Held : OperationState.Blocked,
            ErrorId = errorId,
            Reason = reason,
            Remedy = remedy,
            CreatedAt = _time.GetUtcNow(),
        });
    }

    private static string? MailOf(PersonDiff diff) => diff.Values.GetValueOrDefault("email") ?? diff.Email;
}
