using System.Collections.Frozen;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The tables of the hub's rows.</summary>
internal static class Tables
{
    private static readonly FrozenDictionary<Type, Table> s_byRow = new Dictionary<Type, Table>
    {
        [typeof(Setting)] = SettingTable.Map,
        [typeof(DirectoryEntry)] = DirectoryEntryTable.Map,
        [typeof(DirectoryHealth)] = DirectoryHealthTable.Map,
        [typeof(HubAttribute)] = HubAttributeTable.Map,
        [typeof(AttributeMapping)] = AttributeMappingTable.Map,
        [typeof(ProfileMaster)] = ProfileMasterTable.Map,
        [typeof(AttributeMaster)] = AttributeMasterTable.Map,
        [typeof(HubUser)] = HubUserTable.Map,
        [typeof(AppUser)] = AppUserTable.Map,
        [typeof(AppUserLink)] = AppUserLinkTable.Map,
        [typeof(AppUserOwner)] = AppUserOwnerTable.Map,
        [typeof(AppUserMail)] = AppUserMailTable.Map,
        [typeof(AppUserPlace)] = AppUserPlaceTable.Map,
        [typeof(AppUserStanding)] = StandingTables.AppUsers,
        [typeof(HubUserSigns)] = HubUserSignTable.Map,
        [typeof(HubUserStanding)] = StandingTables.HubUsers,
        [typeof(DirectoryContainer)] = DirectoryContainerTable.Map,
        [typeof(GroupEdge)] = GroupEdgeTable.Map,
        [typeof(LocalMember)] = LocalMemberTable.Map,
        [typeof(HubGroup)] = HubGroupTable.Map,
        [typeof(Assignment)] = AssignmentTable.Map,
        [typeof(AssignmentPerson)] = AssignmentTable.People,
        [typeof(AssignmentGroup)] = AssignmentTable.Groups,
        [typeof(AssignedUser)] = AssignedUserTable.Map,
        [typeof(Operation)] = OperationTable.Map,
        [typeof(Run)] = RunTable.Map,
        [typeof(TouchedMark)] = TouchedMarkTable.Map,
        [typeof(KeptDiff)] = KeptDiffTable.Map,
        [typeof(SeenSurroundings)] = SeenSurroundingsTable.Map,
        [typeof(ImportMatch)] = ImportMatchTable.Map,
        [typeof(Problem)] = ProblemTable.Map,
        [typeof(WriteBackSuspension)] = WriteBackTables.Suspensions,
        [typeof(WriteBackOrigin)] = WriteBackTables.Origins,
        [typeof(DriftChoice)] = DriftChoiceTable.Map,
        [typeof(RecordedChange)] = RecordTable.Map,
        [typeof(RecordHead)] = RecordHeadTable.Map,
        [typeof(SignOnTally)] = SignOnTables.Tallies,
        [typeof(SignOnPlace)] = SignOnTables.Places,
        [typeof(SamlMark)] = SamlMarkTable.Map,
    }.ToFrozenDictionary();

    /// <summary>All tables of rows, each once.</summary>
    public static IReadOnlyList<Table> All { get; } = [.. s_byRow.Values.Where(static table => !table.ReadOnly)];

    /// <summary>The table of a row type.</summary>
    public static TableMap<T> Of<T>()
        where T : class, IHubRow =>
        s_byRow.TryGetValue(typeof(T), out Table? table)
            ? (TableMap<T>)table
            : throw new ArgumentException($"The hub has no table for {typeof(T).Name}.");
}
