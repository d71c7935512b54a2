namespace RingCentralAD.Core.Model;

/// <summary>Where a person stands in the hub.</summary>
public enum HubUserStatus
{
    /// <summary>Known, but not activated yet: nothing is provisioned.</summary>
    Staged,

    /// <summary>In use.</summary>
    Active,

    /// <summary>Deactivated by the profile master or by hand.</summary>
    Deactivated,
}

/// <summary>What is known of an app user in its system.</summary>
public enum AppUserState
{
    /// <summary>Found there when last read.</summary>
    Present,

    /// <summary>A tombstone, or absent from a complete read and not found when asked for by key.</summary>
    Gone,

    /// <summary>Seen to be gone, but linked, and what follows for the person is not decided: it waits for the guard.</summary>
    Missing,
}

/// <summary>Where a hub group comes from.</summary>
public enum HubGroupKind
{
    /// <summary>Read from a directory.</summary>
    Imported,

    /// <summary>Made in the hub, with members put in by hand.</summary>
    Local,

    /// <summary>Made in the hub, with members by an expression.</summary>
    Rule,

    /// <summary>The built-in group of all active people.</summary>
    Everyone,
}

/// <summary>What stands behind a registered directory.</summary>
public enum DirectoryKind
{
    /// <summary>An Active Directory domain.</summary>
    ActiveDirectory,

    /// <summary>Another LDAP server.</summary>
    Ldap,

    /// <summary>An LDIF file that stands in for a directory.</summary>
    Ldif,
}

/// <summary>The directions of a mapping.</summary>
public enum MappingDirection
{
    /// <summary>From a directory's app user into the hub user.</summary>
    AdToHub,

    /// <summary>From the hub user into RingCentral.</summary>
    HubToRc,

    /// <summary>From RingCentral's app user into the hub user.</summary>
    RcToHub,

    /// <summary>From the hub user back into the directory.</summary>
    HubToAd,

    /// <summary>From the hub user into what a service provider is told at sign-on.</summary>
    HubToSso,
}

/// <summary>When a mapping is applied.</summary>
public enum MappingApply
{
    /// <summary>When the target is made and whenever the value changes.</summary>
    CreateAndUpdate,

    /// <summary>Only when the target is made.</summary>
    CreateOnly,
}

/// <summary>What an empty result of a mapping to RingCentral or to a directory does to the target. The hub's own values are what their masters say, empty or not.</summary>
public enum EmptyValue
{
    /// <summary>The target keeps what it has.</summary>
    LeaveAlone,

    /// <summary>The target is cleared.</summary>
    Clear,
}

/// <summary>The type of a hub attribute.</summary>
public enum HubAttributeType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A list of text.</summary>
    StringArray,
}

/// <summary>How an assignment came about.</summary>
public enum AssignmentOrigin
{
    /// <summary>Made by an administrator.</summary>
    Manual,

    /// <summary>Made by a confirmed match of a RingCentral import: the person was there before.</summary>
    Import,
}

/// <summary>What one step of a plan does.</summary>
public enum OperationKind
{
    /// <summary>Make a new extension.</summary>
    Create,

    /// <summary>Fill an Unassigned extension, which carries a line and a direct number.</summary>
    Fill,

    /// <summary>Tie an existing RingCentral user to the hub user; nothing is written there.</summary>
    Link,

    /// <summary>Change attributes of an extension.</summary>
    Update,

    /// <summary>Disable an extension; number, device and data stay.</summary>
    Deactivate,

    /// <summary>Enable a disabled extension again.</summary>
    Reactivate,

    /// <summary>Change the extension number of somebody who has one.</summary>
    Renumber,

    /// <summary>Delete an extension; number and device stay in the inventory.</summary>
    Delete,

    /// <summary>Give an extension a direct number of the inventory.</summary>
    AssignNumber,

    /// <summary>Give an extension exactly the roles that the mapping names.</summary>
    AssignRoles,

    /// <summary>Write values into the directory entry.</summary>
    WriteBack,

    /// <summary>Give the directory entry back what it held before our first write.</summary>
    UndoWriteBack,
}

/// <summary>Where an operation stands. Sent is stored before the first byte leaves.</summary>
public enum OperationState
{
    /// <summary>Will be carried out.</summary>
    Planned,

    /// <summary>On its way; after a crash it is settled before the person is planned again.</summary>
    Sent,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Refused; the error says why and when it is tried again.</summary>
    Failed,

    /// <summary>Sent, and no answer that settles it.</summary>
    Unknown,

    /// <summary>Waits for a person's word.</summary>
    Held,

    /// <summary>A person refused it: not carried out as long as it is the same. Stored as Held, with whose word it is.</summary>
    Denied,

    /// <summary>Waits for data, a licence or a line.</summary>
    Blocked,

    /// <summary>Announced: waits for its day, and happens then unless the person comes back.</summary>
    Scheduled,

    /// <summary>Replaced by a newer plan.</summary>
    Superseded,
}

/// <summary>The stages that hold a lease on the hub.</summary>
public enum RunKind
{
    /// <summary>People and groups from a directory into the hub.</summary>
    Import,

    /// <summary>People and numbers from RingCentral into the hub.</summary>
    AccountImport,

    /// <summary>From the hub to RingCentral.</summary>
    Provisioning,

    /// <summary>From the hub to the directory.</summary>
    WriteBack,
}

/// <summary>How a run ended.</summary>
public enum RunState
{
    /// <summary>Under way, or its process died.</summary>
    Running,

    /// <summary>Went to its end.</summary>
    Completed,

    /// <summary>Stopped early by a person or a pipeline; nobody counts as gone.</summary>
    Interrupted,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Stopped by a guard or an unanswered question.</summary>
    Held,
}
