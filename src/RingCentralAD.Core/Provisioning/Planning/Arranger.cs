using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The second half of planning: over all differences at once, who is linked to whom, which Unassigned extension and number each joiner
/// gets, whose mail address is used twice, and the order: leavers, joiners, updates. Pure.
/// </summary>
public sealed class Arranger
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
        _numbers = new ExtensionNumbers(facts.NumbersInUse);
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
            Held = operations.Count(operation => operation.State == OperationState.Held),
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
            ? $"mail {mail} is used by extension {there[0].Number} '{there[0].Name}', which is a {there[0].Type} and no person's."
            : people.Length == 1 && there.Length == 1
                ? $"mail {mail} is used by extension {people[0].Number} '{people[0].Name}', which belongs to somebody else of the hub."
                : $"mail {mail} is used by several extensions: {string.Join(", ", there.Select(extension => extension.Number))}.";
        Wait(diff, "RcDuplicateMail", reason, "Correct the mail address in Active Directory or in the RingCentral service web portal.");
    }

    /// <summary>Those who get a new account: from an Unassigned extension or a new one, singly or by batch, so that all rate groups are done soonest.</summary>
    private void MakeAll()
    {
        List<PersonDiff> fresh = [];
        foreach (PersonDiff diff in _making)
        {
            // Before a line and a number are taken: they are for somebody who can use them.
            Operation? refused = _refusals.OfJoiner(diff, _options);
            bool noLicence = refused?.ErrorId == "RcNoLicence";
            if (refused is not null && !(noLicence && _options.CreateMode == CreateMode.CreateThenFill && _unassigned.Count > 0))
            {
                Wait(diff, refused.ErrorId!, refused.Reason!, refused.Remedy);
            }
            else if (MayFill(fresh.Count, noLicence))
            {
                Fill(diff);
            }
            else if (_options.CreateMode == CreateMode.FillUnassigned)
            {
                Wait(
                    diff, "RcNoUnassigned", "No Unassigned extension is left in the account.",
                    "Add licences or lines in the RingCentral service web portal, or allow new extensions with Set-RcProvisioningOption -CreateMode FillThenCreate.");
            }
            else if (_options.AssignNumbers && fresh.Count >= _stock.Count)
            {
                Wait(diff, "RcNoStock", "No number is left in the account's inventory.", "Add numbers to the inventory in the RingCentral service web portal, or make people without one: Set-RcProvisioningOption -AssignNumbers $false.");
            }
            else
            {
                fresh.Add(diff);
            }
        }

        int requests = 1 + (_options.AssignNumbers ? 1 : 0) + (fresh.Any(diff => diff.Roles.Count > 0) ? 1 : 0);
        int fit = _options.BatchCreate && _options.ExtensionType == "User" ? fresh.Count(BatchPayload.Fits) : 0;
        int batched = JoinWays.Batched(fresh.Count, fit, _operations.Count(operation => operation.Kind == OperationKind.Fill), requests, _allowance);
        bool numbered = batched > 0;
        foreach (PersonDiff diff in fresh)
        {
            bool batch = batched > 0 && BatchPayload.Fits(diff);
            batched -= batch ? 1 : 0;
            Create(diff, batch, numbered);
        }
    }

    private bool MayFill(int fresh, bool noLicence) => _unassigned.Count > 0 && _options.CreateMode switch
    {
        CreateMode.FillUnassigned or CreateMode.FillThenCreate => true,
        CreateMode.CreateThenFill => noLicence || (_options.AssignNumbers && fresh >= _stock.Count),
        _ => false,
    };

    private void Fill(PersonDiff diff)
    {
        if (!TryNumber(diff, needed: true, out string? number, out string? reason))
        {
            WaitForNumber(diff, reason!);
            return;
        }

        Extension extension = _unassigned.Dequeue();
        PersonDiff filled = diff with { ExtensionId = extension.Id, Values = Carried(diff, "costCenter"), Changes = [.. diff.Changes.Where(change => change.Attribute != "costCenter")] };
        Add(filled, OperationKind.Fill, PlanOrder.Join, AccountPayload.Fill(filled, number!, _options));
        AssignRoles(filled);
    }

    private void Create(PersonDiff diff, bool batch, bool numbered)
    {
        // RingCentral gives the next free number by itself; of a batch it does not tell which, and beside one it would give away what the batch names.
        if (!TryNumber(diff, needed: numbered, out string? number, out string? reason))
        {
            WaitForNumber(diff, reason!);
            return;
        }

        if (!batch)
        {
            Add(diff, OperationKind.Create, PlanOrder.Join, AccountPayload.Create(diff, number, _options));
            AssignRoles(diff);
            if (_options.AssignNumbers)
            {
                AssignNumber(diff);
            }

            return;
        }

        PhoneNumber? line = _options is { AssignNumbers: true, EmergencyLocation: not null } ? _stock.Dequeue() : null;
        PersonDiff? rest = BatchPayload.Rest(diff);
        Add(
            diff with { Changes = [.. diff.Changes.Where(change => rest?.Values.ContainsKey(change.Attribute) != true)] },
            OperationKind.Create, PlanOrder.Join, BatchPayload.Record(diff, number, line, _options));
        if (_options.AssignNumbers && line is null)
        {
            AssignNumber(diff);
        }

        if (diff.Roles.Count > 1)
        {
            AssignRoles(diff);
        }

        if (rest is not null || _options.SendReference)
        {
            Add(rest ?? diff with { Changes = [] }, OperationKind.Update, PlanOrder.Update, AccountPayload.AfterBatch(rest, diff, _options));
        }
    }

    private void AssignRoles(PersonDiff diff)
    {
        if (diff.Roles.Count > 0)
        {
            Add(diff with { Changes = [.. diff.Changes.Where(change => change.Attribute == "role")] }, OperationKind.AssignRoles, PlanOrder.Update, RolePayload.Of(diff.Roles));
        }
    }

    private void AssignNumber(PersonDiff diff)
    {
        if (_stock.TryDequeue(out PhoneNumber? number))
        {
            Add(diff with { Changes = [new AttributeChange("directNumber", null, number.Number)] }, OperationKind.AssignNumber, PlanOrder.Update, StockNumber.Of(number));
        }
        else
        {
            Wait(diff, "RcNoStock", "The person is owed a number, and none is left in the account's inventory.", "Add numbers to the inventory in the RingCentral service web portal.", OperationKind.AssignNumber);
        }
    }

    private void Delete(PersonDiff diff)
    {
        Extension? extension = _facts.Find(diff.ExtensionId!);
        if (!Deletion.IsPossible(extension?.Type))
        {
            Wait(diff, "RcNotDeletable", $"The extension is a {extension?.Type}, which RingCentral does not delete.", "Delete it in the RingCentral service web portal.", OperationKind.Delete);
            return;
        }

        Add(diff, OperationKind.Delete, PlanOrder.Delete, Deletion.Payload);
        _operations[^1] = Deletion.At(_operations[^1], diff.DeactivatedAt!.Value.AddDays(_options.DeleteAfterDays), _time.GetUtcNow());
    }

    private void WaitForNumber(PersonDiff diff, string reason) => Wait(
        diff, "RcExtensionNumberTaken", reason, "Please correct in Active Directory if you have an extension field. Otherwise edit it in the RingCentral Service web portal.");

    private static Dictionary<string, string> Carried(PersonDiff diff, string except) => diff.Values.Where(pair => pair.Key != except).ToDictionary(StringComparer.Ordinal);

    private bool TryNumber(PersonDiff diff, bool needed, out string? number, out string? reason)
    {
        (number, reason) = (null, null);
        if (diff.WantedNumber is { } wanted && !_numbers.IsTaken(wanted))
        {
            _numbers.Take(wanted);
            number = wanted;
            return true;
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

            if (!waits && diff.Values.Count > 0)
            {
                Add(diff with { Changes = [.. diff.Changes.Where(change => change.Attribute != "role")] }, OperationKind.Update, PlanOrder.Update, AccountPayload.Update(diff, null));
            }
        }

        AssignRoles(diff);
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
        Reason = kind == OperationKind.Deactivate ? diff.Reason : null,
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
