using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>The first half of planning: what one person needs at RingCentral. Pure; looks at this person alone.</summary>
public sealed class DiffEngine
{
    private static readonly HashSet<string> s_neverSent = new(StringComparer.Ordinal) { "directNumber" };
    private readonly MappingCatalog _mappings;
    private readonly ProvisioningOptions _options;
    private readonly AccountValues _values;
    private readonly ErrorTrace _trace;

    /// <summary>Makes the engine.</summary>
    /// <param name="mappings">The hub's mappings.</param>
    /// <param name="options">What provisioning may do.</param>
    /// <param name="dictionaries">RingCentral's countries and states.</param>
    /// <param name="lists">What the company has set up; null for nothing.</param>
    public DiffEngine(MappingCatalog mappings, ProvisioningOptions options, AccountDictionaries dictionaries, AccountLists? lists = null)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        _mappings = mappings;
        _options = options;
        _values = new AccountValues(dictionaries, lists);
        _trace = new ErrorTrace(mappings);
    }

    /// <summary>The person's difference.</summary>
    public PersonDiff Diff(PersonView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        PersonDiff none = new()
        {
            UserId = view.User.Id,
            Person = view.User.Name,
            Login = view.User.Login,
            Email = view.User.Email,
            Department = view.User.Department,
            Kind = DiffKind.None,
            StandsSince = view.StandsSince,
            ExtensionId = view.Account is { State: AppUserState.Present } account ? account.Key : null,
        };
        bool wanted = view.Assigned && view.User.Status == HubUserStatus.Active;
        return view.Account switch
        {
            null => wanted ? Join(none, view) : none,
            { State: AppUserState.Gone } => wanted ? Remake(none, view) : none,
            _ => wanted ? Keep(none, view) : Leave(none, view),
        };
    }

    private PersonDiff Join(PersonDiff diff, PersonView view)
    {
        if (!_options.CreateUsers)
        {
            return Wait(diff, "CreateUsersOff", "Assigned, but Create Users is switched off.", "Set-RcProvisioningOption -CreateUsers $true");
        }

        Mapped mapped = Map(view, creating: true);
        diff = diff with
        {
            Kind = DiffKind.Join,
            Values = mapped.Values,
            Cleared = [.. mapped.Cleared],
            CreateOnly = [.. mapped.CreateOnly],
            Problems = mapped.Problems,
            WantedNumber = mapped.Number,
            NumberPlace = NumberPlace(mapped, view),
            Roles = mapped.Roles,
            Changes = [.. mapped.Values.Select(pair => new AttributeChange(pair.Key, null, _values.Show(pair.Key, pair.Value)))],
        };
        return Blocked(diff, mapped.Problems.Find(problem => problem.Blocks));
    }

    /// <summary>What an existing extension needs that a joiner is linked to; None where it has everything.</summary>
    public PersonDiff ForLinked(PersonDiff join, AttributeSet there)
    {
        ArgumentNullException.ThrowIfNull(join);
        ArgumentNullException.ThrowIfNull(there);
        if (!_options.UpdateUserAttributes)
        {
            return join with { Kind = DiffKind.None };
        }

        Dictionary<string, string> values = join.Values.Where(pair => !join.CreateOnly.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        return Compare(join with { Roles = [] }, values, join.Cleared, there);
    }

    private PersonDiff Remake(PersonDiff diff, PersonView view) => view.Approved
        ? Join(diff, view)
        : Wait(diff, "RcExtensionGone", Gone(view.Account!), "It is made again only on your word: Approve-RcOperation.");

    private static string Gone(AppUser extension) => (extension.Attributes.Text("status"), extension.Attributes.Text("type")) switch
    {
        ("Unassigned", _) => $"The linked extension {extension.Place} has no person any more: it is Unassigned at RingCentral.",
        (_, "Limited") => $"The linked extension {extension.Place} was made into a Limited one at RingCentral, which the sync never touches.",
        _ => $"The linked extension {extension.Place} is gone from RingCentral, or is no person's any more.",
    };

    private PersonDiff Keep(PersonDiff diff, PersonView view)
    {
        AppUser account = view.Account!;
        if (!account.Enabled)
        {
            if (view.Leaves("status", "Enabled", account.Attributes.Text("status")))
            {
                return diff;
            }

            return _options.ReactivateUsers
                ? diff with { Kind = DiffKind.Return, Changes = [new AttributeChange("status", account.Attributes.Text("status"), "Enabled")] }
                : Wait(diff, "RcReactivateOff", "The extension is disabled at RingCentral and Reactivate Users is switched off.", "Set-RcProvisioningOption -ReactivateUsers $true, or enable it in the service web portal.");
        }

        if (!_options.UpdateUserAttributes)
        {
            return diff;
        }

        Mapped mapped = Map(view, creating: false);
        Dictionary<string, string> wanted = CostCenterAside(mapped, account).Where(pair => !view.Leaves(pair.Key, pair.Value, account.Attributes.Text(pair.Key))).ToDictionary(StringComparer.Ordinal);
        string[] cleared = [.. mapped.Cleared.Where(attribute => !view.Leaves(attribute, null, account.Attributes.Text(attribute)))];
        diff = Compare(diff, wanted, cleared, account.Attributes) with { Problems = mapped.Problems };
        diff = WithRoles(diff, mapped, view);
        string? has = account.Attributes.Text("extensionNumber");
        if (mapped.Number is null || mapped.Number == has || view.Leaves("extensionNumber", mapped.Number, has))
        {
            return diff;
        }

        if (_options.Renumber)
        {
            return diff with { Kind = DiffKind.Update, WantedNumber = mapped.Number, NumberPlace = NumberPlace(mapped, view) };
        }

        ValueProblem off = new(
            "extensionNumber", "RcRenumberOff", $"Extension number {has} would become {mapped.Number}, but changing numbers is switched off.",
            "Set-RcProvisioningOption -Renumber $true, or take the mapping for extensionNumber away.", Blocks: false);
        return diff with { Problems = [.. mapped.Problems, off] };
    }

    /// <summary>RingCentral takes a cost centre when an extension is made, and in no public update.</summary>
    private Dictionary<string, string> CostCenterAside(Mapped mapped, AppUser account)
    {
        if (!mapped.Values.TryGetValue("costCenter", out string? center))
        {
            return mapped.Values;
        }

        if (!_values.Same("costCenter", center, account.Attributes.Text("costCenter"), null))
        {
            mapped.Problems.Add(new ValueProblem(
                AccountValues.ParameterOf("costCenter"), "RcCreateOnly",
                $"The cost centre would become '{_values.Show("costCenter", center)}', which RingCentral takes only when an extension is made.",
                "Change it in the RingCentral service web portal, or let the mapping apply at create only.", Blocks: false));
        }

        return mapped.Values.Where(pair => pair.Key != "costCenter").ToDictionary(StringComparer.Ordinal);
    }

    private PersonDiff WithRoles(PersonDiff diff, Mapped mapped, PersonView view) =>
        mapped.Roles.Count == 0 || view.Roles is null || view.Roles.ToHashSet(StringComparer.Ordinal).SetEquals(mapped.Roles) ? diff : diff with
        {
            Kind = DiffKind.Update,
            Roles = mapped.Roles,
            Changes = [.. diff.Changes, new AttributeChange("role", _values.Show("role", string.Join(';', view.Roles)), _values.Show("role", string.Join(';', mapped.Roles)))],
        };

    private PersonDiff Compare(PersonDiff diff, Dictionary<string, string> values, IReadOnlyCollection<string> cleared, AttributeSet there)
    {
        Country? country = _values.FindCountry(values.GetValueOrDefault("country") ?? there.Text("country"));
        Dictionary<string, string> changed = values
            .Where(pair => !_values.Same(pair.Key, pair.Value, there.Text(pair.Key), country))
            .ToDictionary(StringComparer.Ordinal);
        foreach (string attribute in cleared.Where(attribute => !string.IsNullOrEmpty(there.Text(attribute))))
        {
            changed[attribute] = "";
        }

        return diff with
        {
            Kind = changed.Count > 0 ? DiffKind.Update : DiffKind.None,
            Values = changed,
            Address = changed.Keys.Any(AccountValues.IsAddress) ? WholeAddress(values, cleared, there) : new Dictionary<string, string>(),
            Changes = [.. changed.Select(pair => new AttributeChange(pair.Key, there.Text(pair.Key), pair.Value.Length == 0 ? null : _values.Show(pair.Key, pair.Value)))],
        };
    }

    private PersonDiff Leave(PersonDiff diff, PersonView view)
    {
        if (!view.Account!.Enabled && view.DeactivatedAt is { } deactivated)
        {
            return _options.DeleteUsers
                ? diff with { Kind = DiffKind.Delete, DeactivatedAt = deactivated, Changes = [new AttributeChange("status", view.Account.Attributes.Text("status"), "(deleted)")] }
                : diff;
        }

        bool leaves = view.User.Status == HubUserStatus.Deactivated || view.LostAssignment;
        if (!leaves || !view.Account!.Enabled || view.Leaves("status", "Disabled", view.Account.Attributes.Text("status")))
        {
            return diff;
        }

        string why = view.User.Status == HubUserStatus.Deactivated ? "deactivated in the hub" : "no longer assigned";
        return _options.DeactivateUsers
            ? diff with { Kind = DiffKind.Leave, Reason = why, Changes = [new AttributeChange("status", view.Account.Attributes.Text("status"), "Disabled")] }
            : Wait(diff, "RcDeactivateOff", $"The person is {why}, but Deactivate Users is switched off.", "Set-RcProvisioningOption -DeactivateUsers $true");
    }

    private Mapped Map(PersonView view, bool creating)
    {
        Dictionary<string, string> raw = new(StringComparer.Ordinal);
        List<ValueProblem> problems = [];
        HashSet<string> cleared = new(StringComparer.Ordinal);
        HashSet<string> createOnly = new(StringComparer.Ordinal);
        MappingSubject subject = MappingSubject.Of(view.User, view.Surroundings);
        foreach (CompiledMapping mapping in _mappings.Outbound(MappingDirection.HubToRc, ""))
        {
            string target = mapping.Mapping.Target;
            if (s_neverSent.Contains(target) || mapping.IsDummy || (!creating && mapping.Mapping.Apply == MappingApply.CreateOnly))
            {
                continue;
            }

            if (mapping.Mapping.Apply == MappingApply.CreateOnly)
            {
                createOnly.Add(target);
            }

            MappingResult result = mapping.Evaluate(subject);
            string? text = AttributeSet.Empty.With([new(target, result.Value)]).Text(target);
            if (result.Error is { } error)
            {
                problems.Add(new ValueProblem(AccountValues.ParameterOf(target), error.ErrorId, error.Message, error.Remedy, Blocks: creating && IsNeeded(target)));
            }
            else if (string.IsNullOrWhiteSpace(text))
            {
                if (mapping.Mapping.WhenEmpty == EmptyValue.Clear && !IsNeeded(target))
                {
                    cleared.Add(target);
                }
            }
            else
            {
                raw[target] = text.Trim();
            }
        }

        Dictionary<string, string> good = _values.Check(raw, problems);
        if (creating)
        {
            problems.AddRange(((string[])["firstName", "email"]).Where(needed => !raw.ContainsKey(needed) && !problems.Any(problem => problem.Parameter == AccountValues.ParameterOf(needed)))
                .Select(needed => AccountValues.Missing(needed, blocks: true)));
        }

        good.Remove("extensionNumber", out string? number);
        if (good.Remove("userName", out string? userName))
        {
            // RingCentral's user name is the contact's mail address (API.md, section 11); an own mapping for email stands before it.
            good.TryAdd("email", userName);
        }

        good.Remove("role", out string? roles);
        return new Mapped(good, [.. problems.Select(problem => _trace.Explain(problem, view.Source))], number, cleared, createOnly)
        {
            Roles = roles?.Split(';') ?? [],
        };
    }

    private static Dictionary<string, string> WholeAddress(Dictionary<string, string> values, IReadOnlyCollection<string> cleared, AttributeSet there)
    {
        Dictionary<string, string> address = new(StringComparer.Ordinal);
        foreach (string part in (string[])["street", "city", "state", "zip", "country"])
        {
            string? value = cleared.Contains(part) ? "" : values.GetValueOrDefault(part) ?? there.Text(part);
            if (value is not null)
            {
                address[part] = value;
            }
        }

        return address;
    }

    private static bool IsNeeded(string target) => target is "firstName" or "email" or "userName";

    private string? NumberPlace(Mapped mapped, PersonView view) => mapped.Number is null ? null : _trace.Trace("extensionNumber", view.Source)?.ToString();

    private static PersonDiff Blocked(PersonDiff diff, ValueProblem? problem) =>
        problem is null ? diff : Wait(diff, problem.ErrorId, problem.Message, problem.Remedy);

    private static PersonDiff Wait(PersonDiff diff, string errorId, string reason, string? remedy) =>
        diff with { Kind = DiffKind.Wait, ErrorId = errorId, Reason = reason, Remedy = remedy };

    private sealed record Mapped(
        Dictionary<string, string> Values, List<ValueProblem> Problems, string? Number, HashSet<string> Cleared, HashSet<string> CreateOnly)
    {
        public IReadOnlyList<string> Roles { get; init; } = [];
    }
}
