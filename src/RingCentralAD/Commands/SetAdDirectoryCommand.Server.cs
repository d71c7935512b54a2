using System.Collections;
using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <content>What is different about the server from others of its kind.</content>
public sealed partial class SetAdDirectoryCommand
{
    /// <summary>Which entries are people, as an LDAP filter that the server answers; an empty text goes back to the server's kind.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? PeopleFilter { get; set; }

    /// <summary>Which entries are groups, as an LDAP filter; an empty text goes back to the server's kind.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? GroupFilter { get; set; }

    /// <summary>The attributes of a group that name its members; an empty list goes back to the server's kind.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? MemberAttribute { get; set; }

    /// <summary>The attribute that never changes while an entry lives: objectGUID, entryUUID, nsUniqueId, orclGuid, GUID or ibm-entryUuid. Only before the first import; an empty text goes back to the server's kind.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? KeyAttribute { get; set; }

    /// <summary>The attribute that says who is disabled; an empty text goes back to the server's kind.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? DisabledAttribute { get; set; }

    /// <summary>The values of that attribute that mean disabled; else TRUE.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? DisabledValue { get; set; }

    /// <summary>LDAP attributes by the guide's names (firstName, lastName, email, userName, mobilePhone, …); those not given stay.</summary>
    [Parameter]
    public Hashtable? AttributeName { get; set; }

    /// <summary>How changes are seen: DirSync, UsnChanged, SyncRepl, AccessLog, ChangeLog, ModifyTimestamp, or Best for the best way that the server offers.</summary>
    [Parameter]
    [ValidateSet("Best", "DirSync", "UsnChanged", "SyncRepl", "AccessLog", "ChangeLog", "ModifyTimestamp")]
    public string? ChangesBy { get; set; }

    private DirectoryDifferences.Given ServerDifferences() => new()
    {
        PeopleFilter = PeopleFilter,
        GroupFilter = GroupFilter,
        MemberAttributes = MemberAttribute,
        KeyAttribute = KeyAttribute,
        DisabledAttribute = DisabledAttribute,
        DisabledValues = DisabledValue,
        ChangesBy = ChangesBy,
        Names = AttributeName?.Cast<DictionaryEntry>().ToDictionary(
            static pair => Convert.ToString(pair.Key, CultureInfo.InvariantCulture)!, static pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.OrdinalIgnoreCase),
    };
}
