using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>A plan in one line: whom it concerns and what it costs. Prompts begin with it.</summary>
public sealed record PlanSummary
{
    /// <summary>Company and account.</summary>
    public required string Where { get; init; }

    /// <summary>How many operations of each kind will be carried out.</summary>
    public required IReadOnlyDictionary<OperationKind, int> Counts { get; init; }

    /// <summary>How many people wait for data, a licence or a line.</summary>
    public int Blocked { get; init; }

    /// <summary>How many wait for what, by the stable id of the reason.</summary>
    public IReadOnlyDictionary<string, int> BlockedBy { get; init; } = new Dictionary<string, int>();

    /// <summary>How many values are not sent, since RingCentral or our own check refuses them; the other ones of their people are.</summary>
    public int RefusedValues { get; init; }

    /// <summary>How many people wait for a person's word.</summary>
    public int Held { get; init; }

    /// <summary>How many people stay as they are, since a person refused it.</summary>
    public int Denied { get; init; }

    /// <summary>Unassigned extensions that the plan fills.</summary>
    public int UnassignedNeeded { get; init; }

    /// <summary>Unassigned extensions the account has.</summary>
    public int UnassignedFree { get; init; }

    /// <summary>Numbers that the plan takes from the inventory.</summary>
    public int NumbersNeeded { get; init; }

    /// <summary>Numbers the inventory has; zero where the plan takes none.</summary>
    public int NumbersFree { get; init; }

    /// <summary>Extensions that are to be deleted on a later day.</summary>
    public int Announced { get; init; }

    /// <summary>Invitations that RingCentral will mail.</summary>
    public int Invitations { get; init; }

    /// <summary>Requests to RingCentral.</summary>
    public int Requests { get; init; }

    /// <summary>Requests by rate group: Light, Medium, Heavy.</summary>
    public IReadOnlyDictionary<string, int> RequestsByGroup { get; init; } = new Dictionary<string, int>();

    /// <summary>How long RingCentral's allowance makes it take, at the least.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The plan's fingerprint: the same plan has the same.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether anything is to be done.</summary>
    public bool IsEmpty => Counts.Values.Sum() == 0;

    /// <inheritdoc />
    public override string ToString()
    {
        List<string> parts = [.. Counts.Where(pair => pair.Value > 0).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key.ToString().ToLowerInvariant()}"))];
        Add(Blocked, BlockedBy.Count == 0 ? "blocked" : $"blocked ({ErrorReference.Words(BlockedBy)})");
        Add(Held, "held");
        Add(Denied, "denied");
        Add(Announced, "announced for deletion");
        if (parts.Count == 0)
        {
            parts.Add("nothing to do");
        }

        if (RefusedValues > 0)
        {
            parts.Add(Counted.Of(RefusedValues, "value refused", "values refused"));
        }

        string what = string.Join(", ", parts);
        if (UnassignedNeeded > 0)
        {
            what += string.Create(CultureInfo.InvariantCulture, $"; {UnassignedNeeded:N0} of {UnassignedFree:N0} Unassigned extensions ({UnassignedFree - UnassignedNeeded:N0} left)");
        }

        if (NumbersNeeded > 0)
        {
            what += string.Create(CultureInfo.InvariantCulture, $"; {NumbersNeeded:N0} of {NumbersFree:N0} numbers of the inventory ({NumbersFree - NumbersNeeded:N0} left)");
        }

        string groups = RequestsByGroup.Count == 0 ? "" : $" ({string.Join(", ", RequestsByGroup.Where(pair => pair.Value > 0).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key}")))})";
        string mails = Invitations == 0 ? "no invitations" : Counted.Of(Invitations, "invitation");
        return IsEmpty
            ? $"{Where}: {what}"
            : string.Create(CultureInfo.InvariantCulture, $"{Where}: {what}, {mails}, {Counted.Of(Requests, "request")}{groups}, {Time()} of RingCentral's allowance, nothing is bought; plan {Fingerprint}");

        void Add(int count, string name)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {name}"));
            }
        }
    }

    private string Time() => Duration.TotalMinutes < 1.5
        ? string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(Duration.TotalSeconds):N0} s")
        : $"about {Counted.Of((long)Math.Ceiling(Duration.TotalMinutes), "minute")}";
}
