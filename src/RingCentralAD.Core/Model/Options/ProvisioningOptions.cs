namespace RingCentralAD.Core.Model;

/// <summary>What provisioning may do (the guide's "Provisioning features").</summary>
public sealed record ProvisioningOptions
{
    /// <summary>Make or link a RingCentral user for people who are assigned. The guide has it off until an administrator switches it on.</summary>
    public bool CreateUsers { get; init; }

    /// <summary>Push changed attributes.</summary>
    public bool UpdateUserAttributes { get; init; }

    /// <summary>Disable the extension of people who are deactivated or lost their assignment.</summary>
    public bool DeactivateUsers { get; init; }

    /// <summary>Enable the extension again when the person comes back.</summary>
    public bool ReactivateUsers { get; init; }

    /// <summary>
    /// Delete extensions that provisioning has deactivated, some time after that; number and device stay in the inventory. Announced in every
    /// plan before, and never of somebody whom provisioning did not deactivate.
    /// </summary>
    public bool DeleteUsers { get; init; }

    /// <summary>Days between deactivating and deleting.</summary>
    public int DeleteAfterDays { get; init; } = 30;

    /// <summary>Give each newly made extension a direct number of the inventory.</summary>
    public bool AssignNumbers { get; init; }

    /// <summary>
    /// Make new people in batches of ten where that is sooner done (RingCentral's batch provisioning): they are Enabled at once, and address and
    /// department follow in an update.
    /// </summary>
    public bool BatchCreate { get; init; }

    /// <summary>
    /// RingCentral's id of the emergency location of lines that a batch makes with a number of the inventory; without one a batch makes no line.
    /// </summary>
    public string? EmergencyLocation { get; init; }

    /// <summary>Whether RingCentral sends its invitation at create.</summary>
    public WelcomeMail WelcomeMail { get; init; } = WelcomeMail.Hold;

    /// <summary>Where a new account comes from.</summary>
    public CreateMode CreateMode { get; init; } = CreateMode.FillUnassigned;

    /// <summary>What happens when an extension number that a mapping gives is taken.</summary>
    public NumberTaken NumberTaken { get; init; } = NumberTaken.Refuse;

    /// <summary>Change the extension number of people who have one when a mapping says so.</summary>
    public bool Renumber { get; init; }

    /// <summary>The type of a newly made extension, as RingCentral names it.</summary>
    public string ExtensionType { get; init; } = "User";

    /// <summary>Send the hub user's id as reference CustomerDirectoryId, by which a lost answer is settled.</summary>
    public bool SendReference { get; init; } = true;

    /// <summary>How many accounts a provisioning run may take away, and how many filled values a write-back may replace.</summary>
    public GuardOptions Guard { get; init; } = new();
}

/// <summary>Whether RingCentral's invitation goes out.</summary>
public enum WelcomeMail
{
    /// <summary>Nobody is mailed.</summary>
    Hold,

    /// <summary>RingCentral mails the person at create.</summary>
    Send,
}

/// <summary>Where a new account comes from.</summary>
public enum CreateMode
{
    /// <summary>An Unassigned extension, which carries a line and a direct number.</summary>
    FillUnassigned,

    /// <summary>An Unassigned extension, and a new one where none is left.</summary>
    FillThenCreate,

    /// <summary>A new extension.</summary>
    Create,

    /// <summary>A new extension, and an Unassigned one where no licence or number for a new one is left.</summary>
    CreateThenFill,
}

/// <summary>What happens when an extension number is taken.</summary>
public enum NumberTaken
{
    /// <summary>The person is blocked and the next free numbers are named.</summary>
    Refuse,

    /// <summary>The next free number is used.</summary>
    NextFree,
}
