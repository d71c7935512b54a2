using System.Text.Json.Serialization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What a person needs at RingCentral.</summary>
public enum DiffKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An account: an existing one to link, or a new one.</summary>
    Join,

    /// <summary>Changed attributes.</summary>
    Update,

    /// <summary>The account disabled.</summary>
    Leave,

    /// <summary>The account enabled again.</summary>
    Return,

    /// <summary>Something that waits for data, an option or a person.</summary>
    Wait,

    /// <summary>The deactivated account deleted, once its day has come.</summary>
    Delete,
}

/// <summary>A value that cannot be sent: traced back to the attribute and entry it comes from.</summary>
/// <param name="Parameter">RingCentral's name of it, e.g. contact.businessAddress.state.</param>
/// <param name="ErrorId">The stable id.</param>
/// <param name="Message">What is wrong, in the guide's words where it has them.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Blocks">The whole person waits for it, not this value alone.</param>
public sealed record ValueProblem(string Parameter, string ErrorId, string Message, string? Remedy, bool Blocks);

/// <summary>The difference of one person to RingCentral: kept as long as nothing about the person changes.</summary>
public sealed record PersonDiff
{
    /// <summary>The person.</summary>
    public required string UserId { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The login, for records.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address as it would be sent.</summary>
    public string? Email { get; init; }

    /// <summary>The department, for records.</summary>
    public string? Department { get; init; }

    /// <summary>What is needed.</summary>
    public required DiffKind Kind { get; init; }

    /// <summary>Since when the hub wants the person to have an account, or not to.</summary>
    public DateTimeOffset StandsSince { get; init; }

    /// <summary>The linked extension; null before there is one.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The values as they would be sent, by RingCentral's attribute; at a join all, at an update those that change.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Attributes whose mappings say clear and give nothing.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>Attributes that are sent at create only.</summary>
    public IReadOnlyList<string> CreateOnly { get; init; } = [];

    /// <summary>The whole address, where a part of it changes: RingCentral takes it as one.</summary>
    public IReadOnlyDictionary<string, string> Address { get; init; } = new Dictionary<string, string>();

    /// <summary>What changes, for people.</summary>
    public IReadOnlyList<AttributeChange> Changes { get; init; } = [];

    /// <summary>The extension number that a mapping gives; null where none does.</summary>
    public string? WantedNumber { get; init; }

    /// <summary>Where the wanted number comes from in the directory; null where it comes from elsewhere.</summary>
    public string? NumberPlace { get; init; }

    /// <summary>The ids of the roles that the extension is to have; empty where nothing is to be done about them.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>A number of the inventory is owed from an earlier plan.</summary>
    public bool OwesNumber { get; init; }

    /// <summary>When provisioning deactivated the extension; null where it did not.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>Values that cannot be sent.</summary>
    public IReadOnlyList<ValueProblem> Problems { get; init; } = [];

    /// <summary>The values that are not sent, while the other ones are.</summary>
    [JsonIgnore]
    public IEnumerable<ValueProblem> RefusedValues => Problems.Where(problem => !problem.Blocks || Kind is not DiffKind.Wait);

    /// <summary>Why it waits.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The stable id of why it waits.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The difference where the extension was set up by hand: it is never changed or disabled, though somebody linked it.</summary>
    /// <param name="excluded">Which rule sets the extension aside; null where none does.</param>
    public PersonDiff LeftAlone(string? excluded) => Kind == DiffKind.None || excluded is null ? this : this with
    {
        Kind = DiffKind.Wait,
        ErrorId = "RcExtensionExcluded",
        Reason = $"Extension {ExtensionId} is never changed: {excluded} (Get-RcExclusion).",
        Remedy = "If it is an ordinary person's, change the rule with Set-RcExclusion.",
    };
}
