namespace RingCentralAD.Simulator;

/// <summary>
/// What RingCentral's public documentation does not settle. Each default is the likeliest reading; tests turn them
/// so that a client is not built on one of them.
/// </summary>
public sealed class BehaviourOptions
{
    /// <summary>An extension number that is taken (code inferred).</summary>
    public ErrorChoice DuplicateExtensionNumber { get; set; } = new(400, "CMN-101");

    /// <summary>An extension number of illegal form, length or reserved (code inferred).</summary>
    public ErrorChoice IllegalExtensionNumber { get; set; } = new(400, "CMN-101");

    /// <summary>A mail address that another extension has (code inferred).</summary>
    public ErrorChoice DuplicateEmail { get; set; } = new(400, "CMN-101");

    /// <summary>No licence left for one more user (BIL-102 is documented, its use here inferred).</summary>
    public ErrorChoice LicenceLimit { get; set; } = new(403, "BIL-102");

    /// <summary>Disabling or deleting the system extension (refusal documented, code inferred).</summary>
    public ErrorChoice SystemExtension { get; set; } = new(400, "CMN-101");

    /// <summary>Whether every refused parameter is reported at once, or only the first (inferred).</summary>
    public bool ReportAllErrors { get; set; } = true;

    /// <summary>Whether v1.0 error bodies carry the legacy top-level errorCode and message.</summary>
    public bool LegacyErrorFields { get; set; } = true;

    /// <summary>Whether a mail address must be unique even where it is no login name (accounts can be opted out).</summary>
    public bool UniqueEmail { get; set; } = true;

    /// <summary>Whether a list without a status filter shows Unassigned extensions (the specification: "all extensions are returned"; the guide: hidden by default).</summary>
    public bool ListUnassigned { get; set; } = true;

    /// <summary>Whether an extension list carries whole contacts (the schema has them; the published example shows names, mail and phone).</summary>
    public bool FullContactInList { get; set; } = true;

    /// <summary>Whether <c>hidden</c> on create is refused, as a client that works with RingCentral reports, though the schema has it.</summary>
    public bool RefuseHiddenOnCreate { get; set; } = true;

    /// <summary>Whether <c>references</c> of type CustomerDirectoryId are kept and returned.</summary>
    public bool KeepReferences { get; set; } = true;

    /// <summary>Whether setting Enabled needs a password, given now or before.</summary>
    public bool EnabledNeedsPassword { get; set; }

    /// <summary>How an accepted <c>state</c> comes back.</summary>
    public StateForm State { get; set; } = StateForm.AsSent;

    /// <summary>Shortest extension number (v2 schema: three digits).</summary>
    public int MinExtensionNumberLength { get; set; } = 3;

    /// <summary>Longest extension number; announced as limits.maxExtensionNumberLength (schema: up to 8, by account).</summary>
    public int MaxExtensionNumberLength { get; set; } = 6;

    /// <summary>Numbers nobody may have (inferred: emergency numbers).</summary>
    public IList<string> ReservedExtensionNumbers { get; set; } = ["911", "988", "933", "999", "112"];

    /// <summary>usageType of a number on a digital line in v2 answers: DirectNumber or PhoneLine (the schema has both; which is sent is unknown).</summary>
    public string LineUsageTypeV2 { get; set; } = "DirectNumber";

    /// <summary>Seconds from a bulk update's acceptance to its end, by the simulator's clock; 0 ends it within the request.</summary>
    public double BulkTaskSeconds { get; set; } = 1;

    /// <summary>Whether a task's affectedItems is the published example's array instead of the schema's object with result.</summary>
    public bool BulkTaskArray { get; set; }

    /// <summary>Whether filling an Unassigned extension mails the person when transition says nothing (inferred).</summary>
    public bool WelcomeMailOnFill { get; set; } = true;

    /// <summary>Whether X-Rate-Limit-Group is lower case, as the guide's example shows.</summary>
    public bool LowerCaseRateGroup { get; set; } = true;
}

/// <summary>An HTTP status with an error code of RingCentral's.</summary>
public sealed record ErrorChoice(int Status, string Code);

/// <summary>How an accepted state of an address is returned.</summary>
public enum StateForm
{
    /// <summary>As the client sent it.</summary>
    AsSent,

    /// <summary>By its code (CA).</summary>
    IsoCode,

    /// <summary>By its name (California).</summary>
    Name,
}
