using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// A person named by hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID; or an object that has one of
/// these: a record of ours, an AD user, a row of a CSV file.
/// </summary>
public sealed class UserIdentity
{
    private static readonly string[] s_properties =
        ["HubUserId", "ObjectGUID", "ObjectGuid", "Login", "UserPrincipalName", "Email", "Mail", "EmailAddress", "DistinguishedName", "SamAccountName", "UserId", "Identity", "Key", "Id"];

    /// <summary>Takes any of the names as text.</summary>
    public UserIdentity(string value) => Value = value;

    /// <summary>Takes objectGUID, entryUUID or a hub user id.</summary>
    public UserIdentity(Guid value) => Value = value.ToString("D");

    /// <summary>Takes an object that has one of the names as a property. One that has none is taken too: the cmdlet tells of it, and goes on with the others.</summary>
    public UserIdentity(object value)
    {
        // PowerShell takes the wrapping off before it looks for a constructor, so that one for a PSObject would take no object of ours.
        PSObject wrapped = PSObject.AsPSObject(value);
        Value = wrapped.BaseObject as string ?? s_properties.Select(name => Text(wrapped.Properties[name]?.Value)).FirstOrDefault(text => text is not null) ?? "";
        Unfit = Value.Length == 0 ? UnfitPerson.Of(wrapped, s_properties) : null;
    }

    /// <summary>Takes a row of Compare-RcAccount, which is also a word on the value that it tells of.</summary>
    public UserIdentity(AccountDrift drift)
    {
        ArgumentNullException.ThrowIfNull(drift);
        Drift = drift;
        Value = drift.HubUserId ?? drift.Email ?? drift.Person;
    }

    /// <summary>Takes a group of the hub, for cmdlets that handle everyone in it.</summary>
    public UserIdentity(HubGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Group = group;
        Value = group.Id;
    }

    /// <summary>The name; empty where the object has none.</summary>
    public string Value { get; }

    /// <summary>The row of Compare-RcAccount that named the person; null where none did.</summary>
    internal AccountDrift? Drift { get; }

    /// <summary>The group that was given in place of a person; null where none was.</summary>
    internal HubGroup? Group { get; }

    /// <summary>Why the object names no person; null where it names one.</summary>
    internal RingCentralAdException? Unfit { get; }

    /// <summary>Those who are named; each object that names nobody is reported, and the rest goes on.</summary>
    internal static IEnumerable<UserIdentity> Named(IEnumerable<UserIdentity?>? identities, Action<ErrorRecord> report)
    {
        foreach (UserIdentity identity in (identities ?? []).OfType<UserIdentity>())
        {
            if (identity.Unfit is { } unfit)
            {
                report(ErrorRecords.From(unfit));
            }
            else
            {
                yield return identity;
            }
        }
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string? Text(object? value) => value switch
    {
        null => null,
        Guid guid => guid.ToString("D"),
        PSObject wrapped => Text(wrapped.BaseObject),
        _ => value.ToString() is { Length: > 0 } text ? text : null,
    };
}
