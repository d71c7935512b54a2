using System.Globalization;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The guide's steps, each judged by the facts.</summary>
internal static class SetupTasks
{
    public static readonly SetupTask NoOther = new(
        "RingCentral", "Switch off every other provisioner (Okta, Entra, SCIM, Google) before anything else; who comes from Okta exports the mappings first",
        "Set-RcProvisioningOption -NoOtherProvisioner $true",
        facts => (facts.Foreign.Count, facts.Options.NoOtherProvisioner) switch
        {
            ( > 0, false) => SetupFinding.Faulty(Text($"{Counted.Of(facts.Foreign.Count, "extension")} {(facts.Foreign.Count == 1 ? "carries" : "carry")} another system's id of the person, e.g. {facts.Foreign[0].Name} ({facts.Foreign[0].Number})")),
            (_, true) => SetupFinding.Is(true, "an administrator said so"),
            _ => SetupFinding.Is(false, facts.Extensions is null ? "nobody has said so yet" : "no extension carries another system's id; nobody has said so yet"),
        });

    public static readonly SetupTask Hub = new(
        "Hub", "Make the hub", "New-RcHub -Company …",
        facts => SetupFinding.Is(true, Text($"hub of {facts.Identity.Company}: {Counted.People(facts.People)}, {Counted.Of(facts.Mappings.Count, "mapping")}")));

    public static readonly SetupTask Directory = new(
        "AD", "Connect a directory", "Connect-AdDirectory …",
        facts => facts.DirectoryFaults.Count > 0
            ? SetupFinding.Faulty(string.Join("; ", facts.DirectoryFaults.Select(fault => $"{fault.Key}: {fault.Value}"))) with { Now = "Test-AdDirectory | Where-Object State -ne Passed | Format-List" }
            : SetupFinding.Is(facts.Directories.Count > 0, facts.Directories.Count == 0 ? "no directory yet" : $"{string.Join(", ", facts.Directories.Select(entry => entry.Name))} answers"));

    public static readonly SetupTask ImportRules = new(
        "Hub", "Import rules: confirmation and activation of all kinds of match", "Set-ImportRule -AutoConfirm Exact, Partial, New -AutoActivate $true",
        facts => SetupFinding.Is(
            facts.Rules.AutoActivate && facts.Rules.AutoConfirm.Count == Enum.GetValues<AutoConfirm>().Length,
            $"auto-confirm: {(facts.Rules.AutoConfirm.Count == 0 ? "nothing" : string.Join(", ", facts.Rules.AutoConfirm))}; auto-activate: {(facts.Rules.AutoActivate ? "on" : "off")}"));

    public static readonly SetupTask FromDirectory = Mapped("AD", "Map directory attributes to the hub (the guide's appendix)", MappingDirection.AdToHub, "Test-AttributeMapping -Direction AdToHub -All");

    public static readonly SetupTask ToAccount = Mapped("Hub", "Map hub attributes to RingCentral (the guide's appendix)", MappingDirection.HubToRc, "Test-AttributeMapping -Direction HubToRc -All");

    public static readonly SetupTask Group = new(
        "AD", "Choose or make the groups whose members get RingCentral", "Get-HubGroup",
        facts =>
        {
            HubGroup[] imported = [.. facts.Groups.Where(group => group.Kind == HubGroupKind.Imported)];
            return SetupFinding.Is(Assigned(facts).Length > 0, Assigned(facts) is { Length: > 0 } assigned ? $"assigned: {Names(assigned)}" : imported.Length == 0 ? "no group is imported yet" : $"{Counted.Of(imported.Length, "imported group")}, none is assigned");
        })
    { Optional = true };

    public static readonly SetupTask FullImport = new(
        "Hub", "Import people and groups once in full, and look at them", "Import-AdUsers; Get-HubUser; Get-HubGroup",
        facts =>
        {
            DirectoryEntry[] never = [.. facts.Directories.Where(entry => entry.LastFullImport is null)];
            return facts.Directories.Count == 0 ? SetupFinding.Is(false, "no directory yet")
                : never.Length > 0 ? SetupFinding.Is(false, $"not imported yet: {string.Join(", ", never.Select(entry => entry.Name))}")
                : facts.People == 0 ? SetupFinding.Is(false, "the import found nobody") with { Now = "Test-AdDirectory | Where-Object State -ne Passed | Format-List" }
                : SetupFinding.Is(true, Text($"{Counted.People(facts.People)}, {Counted.Of(facts.Groups.Count, "group")}; last full import {facts.Directories.Min(entry => entry.LastFullImport):yyyy-MM-dd HH:mm} UTC"));
        });

    public static readonly SetupTask Account = new(
        "RingCentral", "Connect the account with the app's and the user's credentials", "Connect-RcAccount -ClientId … -ClientSecretFrom … -JwtFrom …; Test-RcAccount",
        facts => facts switch
        {
            { Identity.AccountId: null } => SetupFinding.Is(false, "no account yet"),
            { AccountFault: { } fault } => SetupFinding.Faulty(fault) with { Now = "Connect-RcAccount; Test-RcAccount" },
            _ => SetupFinding.Is(true, Text($"account {facts.Identity.AccountId} answers, {Counted.Of(facts.Extensions?.Count ?? 0, "extension")}")),
        });

    public static readonly SetupTask Options = new(
        "RingCentral", "Switch on Create Users, Update User Attributes and Deactivate Users",
        "Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true",
        facts =>
        {
            (string Name, bool On)[] options =
                [("Create Users", facts.Options.CreateUsers), ("Update User Attributes", facts.Options.UpdateUserAttributes), ("Deactivate Users", facts.Options.DeactivateUsers)];
            return SetupFinding.Is(options.All(option => option.On), string.Join(", ", options.Select(option => $"{option.Name} {(option.On ? "on" : "off")}")));
        });

    public static readonly SetupTask ImportAccount = new(
        "RingCentral", "Import the people who are in RingCentral already, and match them", "Import-RcUser; Get-ImportMatch",
        facts => !facts.Runs.TryGetValue(RunKind.AccountImport, out Run? run)
            ? SetupFinding.Is(false, "not imported yet")
            : facts.WaitingMatches > 0
                ? SetupFinding.Is(false, $"{Counted.Of(facts.WaitingMatches, "match waits", "matches wait")} for your yes or no") with
                {
                    Now = "Get-ImportMatch -Kind Exact, Partial, Ambiguous; Get-ImportMatch … | Confirm-ImportMatch; Get-ImportMatch … | Deny-ImportMatch",
                }
                : SetupFinding.Is(true, Text($"imported {run.StartedAt:yyyy-MM-dd HH:mm} UTC: {Counted.People(facts.Holders)} linked")));

    public static readonly SetupTask Assign = new(
        "Hub", "Assign RingCentral to the groups, and provision: who exists is linked, who does not is made", "Add-RcAssignment -Group …; Invoke-RcProvisioning -WhatIf; Invoke-RcProvisioning",
        facts =>
        {
            string assigned = Assigned(facts) is { Length: > 0 } groups ? $"assigned: {Names(groups)}" : Text($"{Counted.Of(facts.Assignments.Count, "direct assignment")}");
            return facts.Assignments.Count == 0 ? SetupFinding.Is(false, "nothing is assigned yet")
                : !facts.Identity.ProvisioningConfirmed ? SetupFinding.Is(false, $"{assigned}; the first provisioning was not confirmed yet") with { Now = "Invoke-RcProvisioning -WhatIf; Invoke-RcProvisioning" }
                : SetupFinding.Is(true, Text($"{assigned}; {Counted.Of(facts.Holders, "person holds", "people hold")} RingCentral"));
        });

    public static readonly SetupTask Masters = new(
        "Hub", "Active Directory first among the profile masters, RingCentral second", "Set-ProfileMaster ActiveDirectory -Priority 1",
        facts =>
        {
            string[] order = [.. facts.Masters.Where(master => master.Enabled).OrderBy(master => master.Priority).Select(master => master.System)];
            return SetupFinding.Is(
                order.Length > 0 && order[0] != Ids.RingCentral && order.Contains(Ids.RingCentral), order.Length == 0 ? "no profile master is on" : string.Join(", then ", order.Select(system => facts.Directories.FirstOrDefault(entry => entry.Id == system)?.Name ?? system)));
        });

    public static readonly SetupTask Numbers = new(
        "Hub", "Bring direct number and extension into the hub, mastered by RingCentral", "Set-AttributeMaster primaryPhone RingCentral",
        facts =>
        {
            AttributeMapping[] mapped = [.. facts.Mappings.Where(mapping => mapping.Direction == MappingDirection.RcToHub && (mapping.Expression.Contains("directNumber", StringComparison.Ordinal) || mapping.Expression.Contains("extensionNumber", StringComparison.Ordinal)))];
            AttributeMapping[] loose = [.. mapped.Where(mapping => !facts.AttributeMasters.Any(master => master.Attribute == mapping.Target && master.Systems is [Ids.RingCentral, ..]))];
            return mapped.Length == 0 ? SetupFinding.Is(false, "no mapping takes directNumber or extensionNumber into the hub")
                : SetupFinding.Is(loose.Length == 0, loose.Length == 0 ? $"mastered by RingCentral: {Targets(mapped)}" : $"not mastered by RingCentral: {Targets(loose)}");
        });

    public static readonly SetupTask WriteBack = new(
        "AD", "Write numbers back into the directory", "Set-AdDirectory -WriteBack $true; Sync-PhoneWriteBack -WhatIf; Sync-PhoneWriteBack",
        facts =>
        {
            DirectoryEntry[] on = [.. facts.Directories.Where(entry => entry.Settings.WriteBack)];
            DirectoryEntry[] confirmed = [.. on.Where(entry => facts.Identity.WriteBackConfirmed.Contains(entry.Id))];
            return on.Length == 0 ? SetupFinding.Is(false, "write-back is off")
                : confirmed.Length < on.Length ? SetupFinding.Is(false, "on, but the first write-back was not confirmed yet") with { Now = "Sync-PhoneWriteBack -WhatIf; Sync-PhoneWriteBack" }
                : SetupFinding.Is(true, $"on for {string.Join(", ", on.Select(entry => entry.Name))} into {Targets([.. facts.Mappings.Where(mapping => mapping.Direction == MappingDirection.HubToAd)])}");
        });

    public static readonly SetupTask SpecialPhones = new(
        "RingCentral", "Set up special phones (conference rooms) by hand in the service web portal, and say which they are", "Set-RcExclusion -Name 'Conference *'; Get-RcExclusion -Extension",
        facts =>
        {
            ExclusionRules rules = facts.Exclusions;
            int count = facts.Extensions?.Count(extension => rules.Why(extension) is not null) ?? 0;
            bool any = rules.Names.Count + rules.Sites.Count + rules.Numbers.Count + rules.Types.Count > 0;
            return SetupFinding.Is(any || count > 0, Text($"{Counted.Of(count, "extension")} {(count == 1 ? "is" : "are")} set aside{(any ? "" : "; no rule beside the type Limited")}"));
        });

    public static readonly SetupTask Porting = new(
        "RingCentral", "Port the old numbers; temporary ones never reach the directory", "Get-RcPhoneNumber -Waiting; Suspend-PhoneWriteBack …",
        facts => SetupFinding.Is(
            facts is { Porting: 0, Suspensions: 0, Holders: > 0 }, $"{Counted.Of(facts.Porting, "person waits", "people wait")} for a port that RingCentral marks, {Counted.Of(facts.Suspensions, "suspension")} by hand"));

    public static readonly SetupTask SignIn = new(
        "AD", "Test a sign-in with directory credentials (delegated authentication)", "Test-AdCredential …",
        facts => facts.SignOnPlaces > 0 ? SetupFinding.Is(true, $"people have signed in from {Counted.Of(facts.SignOnPlaces, "place")}")
            : SetupFinding.Is(false, facts.Directories.Any(static entry => entry.Kind != DirectoryKind.Ldif) ? "nobody has signed in through the service yet" : "no directory that checks passwords"))
    {
        Optional = true,
    };

    public static readonly SetupTask Saml = new(
        "Hub", "Set up SAML, so that people sign in to RingCentral with their directory password", "New-RcSsoProvider …; Get-RcSsoMetadata; Start-RcSsoService",
        facts => facts.SignOn.BaseUrl is null || facts.SignOnKeys == 0 ? SetupFinding.Is(false, "no identity provider")
            : facts.ServiceProviders.Count == 0 ? SetupFinding.Is(false, $"{facts.SignOn}, for no service yet") with { Now = "Set-RcSsoServiceProvider …" }
            : SetupFinding.Is(true, $"{facts.SignOn} for {string.Join(", ", facts.ServiceProviders)}"))
    {
        Optional = true,
    };

    private static SetupTask Mapped(string system, string what, MappingDirection direction, string command) => new(
        system, what, command,
        facts =>
        {
            HashSet<string> mapped = facts.Mappings.Where(mapping => mapping.Direction == direction).Select(mapping => mapping.Target).ToHashSet(StringComparer.Ordinal);
            AttributeMapping[] missing = [.. MappingDefaults.All.Where(mapping => mapping.Direction == direction && !mapped.Contains(mapping.Target)).DistinctBy(mapping => mapping.Target)];
            return missing.Length == 0 ? SetupFinding.Is(true, "all that the guide's appendix asks for")
                : SetupFinding.Is(false, $"not mapped: {Targets(missing)}") with
                {
                    Now = string.Join("; ", missing.Select(mapping => $"Set-AttributeMapping {direction} {mapping.Target} {PromptText.Quoted(mapping.Expression)}")),
                };
        });

    private static HubGroup[] Assigned(SetupFacts facts) => [.. facts.Groups.Where(group => facts.Assignments.Any(assignment => assignment.GroupId == group.Id))];

    private static string Names(IEnumerable<HubGroup> groups) => string.Join(", ", groups.Select(group => group.Name));

    private static string Targets(IEnumerable<AttributeMapping> mappings) => string.Join(", ", mappings.Select(mapping => mapping.Target).Distinct());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
