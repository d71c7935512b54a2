using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The one rule about values that were changed on the RingCentral side: the hub's value is put back once, and the record says so; what was
/// changed there again after that waits for a person's word, so that nothing is fought over for ever.
/// </summary>
internal sealed class PutBack
{
    /// <summary>The error id of what waits.</summary>
    public const string ErrorId = "RcDrift";

    /// <summary>What can be done about it.</summary>
    public const string Remedy = "Look at it with Compare-RcAccount, then choose: pipe the row to Invoke-RcProvisioning to push, or to Compare-RcAccount -Choose TakeOver or Leave.";

    private const int Once = 2;
    private readonly SentValues _sent;
    private readonly HashSet<(string User, string Attribute)> _push;

    private PutBack(SentValues sent, HashSet<(string, string)> push)
    {
        _sent = sent;
        _push = push;
    }

    /// <summary>Applies the rule to a plan's differences.</summary>
    public static async Task<List<PersonDiff>> ApplyAsync(IHubReader hub, List<PersonDiff> diffs, CancellationToken cancellationToken)
    {
        string[] concerned = [.. diffs.Where(IsConcerned).Select(diff => diff.UserId)];
        if (concerned.Length == 0)
        {
            return diffs;
        }

        IReadOnlyList<DriftChoice> push = await hub.ListAsync(new Filter<DriftChoice>().Equal(row => row.Choice, DriftAnswer.Push), cancellationToken).ConfigureAwait(false);
        PutBack rule = new(
            await SentValues.LoadAsync(hub, concerned, cancellationToken).ConfigureAwait(false), [.. push.Select(choice => (choice.UserId, choice.Attribute))]);
        return [.. diffs.Select(diff => IsConcerned(diff) ? rule.Apply(diff) : diff)];
    }

    private static bool IsConcerned(PersonDiff diff) => diff.Kind is DiffKind.Update or DiffKind.Leave or DiffKind.Return;

    private PersonDiff Apply(PersonDiff diff)
    {
        AttributeChange[] changedThere = [.. diff.Changes.Where(change => ChangedThere(diff, change))];
        AttributeChange[] waiting = [.. changedThere.Where(change => !_push.Contains((diff.UserId, change.Attribute)))];

        // Name and address changed at once: the extension may have been given to somebody else, who is not to be renamed.
        bool another = waiting.Any(change => change.Attribute == "email") && waiting.Any(change => change.Attribute == "lastName");
        waiting = another ? waiting : [.. waiting.Where(change => _sent.Find(diff.UserId, change.Attribute)!.Times >= Once)];
        diff = waiting.Aggregate(diff, (rest, change) => Wait(rest, change, another));
        string[] back = [.. changedThere.Except(waiting).Select(change => $"{change.Attribute} was '{change.Before}' there")];
        string put = $"changed on the RingCentral side and put back: {string.Join(", ", back)}";
        diff = back.Length == 0 ? diff : diff with { Reason = diff.Reason is null ? put : $"{diff.Reason}; {put}" };
        return diff.WantedNumber is { } number && !_push.Contains((diff.UserId, "extensionNumber"))
            && _sent.Find(diff.UserId, "extensionNumber") is { Times: >= Once } sent && sent.Value == number
                ? Wait(diff with { WantedNumber = null }, new AttributeChange("extensionNumber", null, number), false)
                : diff;
    }

    /// <summary>
    /// The hub has sent this very value already. A status that the hub came to want again since then is the hub's own change: somebody may
    /// have brought a person back in the portal, as they were told to, who now leaves once more.
    /// </summary>
    private bool ChangedThere(PersonDiff diff, AttributeChange change) =>
        _sent.Find(diff.UserId, change.Attribute) is { } sent && sent.Value == change.After && (change.Attribute != "status" || diff.StandsSince <= sent.At);

    private static PersonDiff Wait(PersonDiff diff, AttributeChange change, bool another)
    {
        string message = another
            ? $"{change.Attribute} is '{change.Before}' in RingCentral and '{change.After}' in the hub: name and address were changed there at once, and the extension may be another person's now."
            : $"{change.Attribute} is '{change.Before}' in RingCentral again, though the hub's '{change.After}' was put back once.";
        if (diff.Kind != DiffKind.Update)
        {
            return diff with { Kind = DiffKind.Wait, ErrorId = ErrorId, Reason = message, Remedy = Remedy };
        }

        Dictionary<string, string> values = diff.Values.Where(pair => pair.Key != change.Attribute).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, string> address = values.Keys.Any(AccountValues.IsAddress) ? diff.Address.ToDictionary(StringComparer.Ordinal) : [];
        if (address.ContainsKey(change.Attribute))
        {
            // The address goes as one: what waits goes as it is there.
            address[change.Attribute] = change.Before ?? "";
        }

        return diff with
        {
            Values = values,
            Address = address,
            Changes = [.. diff.Changes.Where(other => other.Attribute != change.Attribute)],
            Problems = [.. diff.Problems, new ValueProblem(AccountValues.ParameterOf(change.Attribute), ErrorId, message, Remedy, Blocks: false)],
        };
    }
}
