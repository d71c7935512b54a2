using System.Globalization;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>What is lost with a table that could not be read whole, and how it is found again.</summary>
internal static class Losses
{
    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["hub_user"] = "people|The others are made anew by Import-AdUsers -Full; their holds, values set by hand and last good values are lost. People without a link whom no import finds stay as they are: look at Get-HubUser.",
        ["app_user"] = "entries and extensions|The others are read again; their links are found again by exact match of login and mail address, those of accounts also by the hub's id that they carry.",
        ["assignment"] = "assignments|Give groups theirs again with Add-RcAssignment. Whoever has an account gets an assignment of their own from Import-RcUser; nobody is deactivated for a lost one.",
        ["hub_group"] = "groups|Imported ones come back with Import-AdUsers -Full; make local ones and those by rule again with New-HubGroup.",
        ["local_member"] = "members of local groups|Add the others again with Add-HubGroupMember.",
        ["attribute_mapping"] = "mappings|The usual ones were filled in; compare with your last Export-AttributeMapping and import it again.",
        ["hub_attribute"] = "attributes of the hub|The base ones were filled in; add your own again with Add-HubAttribute.",
        ["profile_master"] = "profile masters|The usual ones were filled in: look at Get-ProfileMaster.",
        ["attribute_master"] = "attribute masters|The usual ones were filled in: look at Get-AttributeMaster.",
        ["setting"] = "settings|What is missing has its default, in which nothing is provisioned: look at Get-RcProvisioningOption, Get-ImportRule and Get-RcExclusion, and connect the account with Connect-RcAccount.",
        ["directory_entry"] = "directories|Connect the others again with Connect-AdDirectory.",
        ["operation"] = "operations|What was sent and not settled is seen by Import-RcUser; words on held ones must be given again.",
        ["run"] = "runs|The guard counts today's losses from now on.",
        ["write_back_suspension"] = "suspensions of the write-back|Suspend the others again before the first Sync-PhoneWriteBack, which asks.",
        ["write_back_origin"] = "values from before the first write-back|Undo-PhoneWriteBack cannot restore the others.",
        ["drift_choice"] = "words on values changed at RingCentral|They are asked for again.",
        ["import_match"] = "words on matches|People who were denied are asked about again.",
        ["directory_container"] = "containers of directories|They come back with Import-AdUsers -Full.",
        ["group_edge"] = "memberships of directories|They come back with Import-AdUsers -Full.",
        ["directory_health"] = "words on the health of directories|They come back with the next import.",
    };

    /// <summary>The table in words; null for what is reckoned again anyway.</summary>
    public static string? Describe(SalvagedTable table) => s_words.TryGetValue(table.Table, out string? words)
        ? string.Create(CultureInfo.InvariantCulture, $"{table.Rows:N0} {words.Split('|')[0]} could be read. {words.Split('|')[1]}")
        : null;
}
