using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Changes what the hub takes from a directory and whether it writes back. What is not given stays as it is.</summary>
/// <remarks>
/// <para>The scope is kept by GUID, so that a renamed OU changes nothing. Look at what a new scope would do with Import-AdUsers -WhatIf.</para>
/// <para>-UserNameFormat is looked at as Set-AttributeMapping looks at a mapping: what can never work is refused, what often goes wrong is warned of.</para>
/// </remarks>
/// <example>
/// <code>Set-AdDirectory -SearchBase 'OU=Staff,DC=contoso,DC=com'</code>
/// <para>Only people below this OU are in scope.</para>
/// </example>
/// <example>
/// <code>Set-AdDirectory -Exclude 'Service Accounts' -Filter '(&amp;(mail=*)(!(userAccountControl:1.2.840.113556.1.4.803:=65536)))'</code>
/// <para>Leaves a container out, and people without a mail address or whose password never expires. Import-AdUsers -WhatIf then shows who would come and go.</para>
/// </example>
/// <example>
/// <code>Set-AdDirectory sales.contoso.com -UserNameFormat Upn -Every 0:30 -FullAt 02:00</code>
/// <para>Of several directories one gets its own user name format and schedule; Import-AdUsers -Due keeps to it. Set-AttributeMapping -Directory gives it
/// mappings of its own.</para>
/// </example>
/// <example>
/// <code>Set-AdDirectory -PeopleFilter '(objectClass=contosoPerson)' -DisabledAttribute employeeStatus -DisabledValue retired, locked -AttributeName @{ userName = 'employeeNumber' }</code>
/// <para>A server whose people are of a class of their own, with a flag of its own for who is disabled. Profiles of the known servers need none of this.</para>
/// </example>
/// <example>
/// <code>Set-AdDirectory -WriteBack $true</code>
/// <para>Phone numbers are written back by Sync-PhoneWriteBack.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "AdDirectory", SupportsShouldProcess = true)]
[OutputType(typeof(AdDirectoryInfo))]
public sealed partial class SetAdDirectoryCommand : HubCmdlet
{
    /// <summary>The directory's name in the hub, where there are several.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <summary>Distinguished names, names or GUIDs of the containers below which people are in scope; an empty list takes the whole domain.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? SearchBase { get; set; }

    /// <summary>Distinguished names, names or GUIDs of containers that are left out, with all below them.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Exclude { get; set; }

    /// <summary>Names, distinguished names or GUIDs of groups one of which a person must be in, nested or not; an empty list asks for none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? Group { get; set; }

    /// <summary>An LDAP filter (RFC 4515) that a person must match besides; an empty text asks for none. It is asked of what the hub has of the person, as Active Directory would answer it.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Filter { get; set; }

    /// <summary>What becomes of people who leave the scope: Deactivate or Keep.</summary>
    [Parameter]
    public OutOfScopeAction WhenOutOfScope { get; set; }

    /// <summary>What makes the login: Email, Upn, SamAccountName, or an expression over appuser.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserNameFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? UserNameFormat { get; set; }

    /// <summary>How often Import-AdUsers -Due imports the directory, 0:15 or 15m for a quarter of an hour; 0 for every time.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Every { get; set; }

    /// <summary>The time of day, where the sync runs, after which one import a day is a full one; an empty text asks for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? FullAt { get; set; }

    /// <summary>Whether phone numbers are written back into this directory.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool WriteBack { get; set; }

    /// <summary>Write only where the attribute is empty.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool WriteBackEmptyOnly { get; set; }

    /// <summary>Emits the directory as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        HubConnection connection = await ConnectionAsync();
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(connection.Store, Directory, StopToken);
        DirectoryScope scope = new(() => Openings.DirectoryAsync(connection, entry, Secrets(), StopToken), entry);
        DirectorySettings settings = entry.Settings;
        settings = settings with
        {
            SearchBases = SearchBase is null ? settings.SearchBases : await scope.ContainersAsync(SearchBase, StopToken),
            ExcludedBases = Exclude is null ? settings.ExcludedBases : await scope.ContainersAsync(Exclude, StopToken),
            Groups = Group is null ? settings.Groups : await scope.GroupsAsync(Group, StopToken),
            Filter = Filter is null ? settings.Filter : string.IsNullOrWhiteSpace(Filter) ? null : LdapScopeFilter.Parse(Filter.Trim()).ToString(),
            WhenOutOfScope = IsGiven(nameof(WhenOutOfScope)) ? WhenOutOfScope : settings.WhenOutOfScope,
            ImportEvery = !IsGiven(nameof(Every)) ? settings.ImportEvery : Every > TimeSpan.Zero ? Every : null,
            FullImportAt = FullAt is null ? settings.FullImportAt : DirectorySchedule.TimeOfDay(FullAt),
            WriteBack = IsGiven(nameof(WriteBack)) ? WriteBack : settings.WriteBack,
            WriteBackEmptyOnly = IsGiven(nameof(WriteBackEmptyOnly)) ? WriteBackEmptyOnly : settings.WriteBackEmptyOnly,
        };
        settings = new DirectoryDifferences(entry, ServerDifferences()).Apply(settings);
        DirectoryRegistration registration = new(connection.Store, Time);
        string? format = UserNameFormat is null ? null : UserNameFormats.Read(UserNameFormat);
        foreach (string warning in format is null ? [] : await registration.CheckUserNameFormatAsync(entry, format, StopToken))
        {
            WriteWarning(warning);
        }

        if (!ShouldProcess(entry.Name, $"Change what the hub takes from the directory: {GivenParameters.Describe(this, nameof(Directory))}"))
        {
            return;
        }

        DirectoryEntry changed = DirectoryDifferences.Entry(entry, settings);
        if (changed.Cursor != entry.Cursor)
        {
            WriteWarning("What is different about the server changed: the next import is a full one.");
        }

        await connection.CloseDirectoryAsync(entry.Id);
        await connection.Store.WriteAsync(transaction => transaction.SaveAsync([changed], StopToken), null, StopToken);
        if (format is not null)
        {
            await registration.SetUserNameFormatAsync(changed, format, StopToken);
        }

        if (PassThru)
        {
            WriteObject(await registration.DescribeAsync(await DirectoryRegistration.FindAsync(connection.Store, entry.Id, StopToken), StopToken));
        }
    }
}
