using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A table whose changes are recorded.</summary>
/// <param name="Table">The table.</param>
/// <param name="Compare">What a row's change tells; null where nothing.</param>
internal sealed record RecordedTable<T>(TableMap<T> Table, Func<T?, T?, PendingChange?> Compare)
    where T : class, IHubRow;

/// <summary>The tables whose changes are recorded; links are looked at by the recorder itself.</summary>
internal static class RecordedTables
{
    private static readonly Dictionary<Type, object> s_byRow = new()
    {
        [typeof(HubUser)] = new RecordedTable<HubUser>(HubUserTable.Map, PeopleChanges.Of),
        [typeof(Operation)] = new RecordedTable<Operation>(OperationTable.Map, PeopleChanges.Of),
        [typeof(Run)] = new RecordedTable<Run>(RunTable.Map, PeopleChanges.Of),
        [typeof(Assignment)] = new RecordedTable<Assignment>(AssignmentTable.Map, OfAssignment),
        [typeof(LocalMember)] = new RecordedTable<LocalMember>(LocalMemberTable.Map, OfMember),
        [typeof(HubGroup)] = new RecordedTable<HubGroup>(HubGroupTable.Map, static (before, after) =>
            (after ?? before)!.Kind == HubGroupKind.Imported ? null : Setting(HubGroupTable.Map, ChangeKind.GroupChanged, static row => row.Name, static _ => null, before, after)),
        [typeof(AttributeMapping)] = Settings(AttributeMappingTable.Map, ChangeKind.MappingChanged, static row => $"{row.Direction} {row.Target}"),
        [typeof(ProfileMaster)] = Settings(ProfileMasterTable.Map, ChangeKind.MasterChanged, static row => row.System),
        [typeof(AttributeMaster)] = Settings(AttributeMasterTable.Map, ChangeKind.MasterChanged, static row => row.Attribute),
        [typeof(HubAttribute)] = Settings(HubAttributeTable.Map, ChangeKind.SchemaChanged, static row => row.Name),
        [typeof(DirectoryEntry)] = Settings(DirectoryEntryTable.Map, ChangeKind.DirectoryChanged, static row => row.Name, nameof(DirectoryEntry.Name), nameof(DirectoryEntry.Settings)),
        [typeof(Setting)] = new RecordedTable<Setting>(SettingTable.Map, static (before, after) =>
            ConfigurationSettings.IsOne((after ?? before)!.Name) ? Setting(SettingTable.Map, ChangeKind.OptionChanged, static row => row.Name, static _ => null, before, after) : null),
        [typeof(WriteBackSuspension)] = new RecordedTable<WriteBackSuspension>(WriteBackTables.Suspensions, static (before, after) =>
            Setting(WriteBackTables.Suspensions, ChangeKind.SuspensionChanged, static row => row.Name, static row => row.Kind == SuspensionKind.Person ? row.Target : null, before, after)),
        [typeof(DriftChoice)] = new RecordedTable<DriftChoice>(DriftChoiceTable.Map, static (before, after) =>
            Setting(DriftChoiceTable.Map, ChangeKind.DriftAnswered, static row => row.Attribute, static row => row.UserId, before, after)),
    };

    /// <summary>The recorded table of a row type; null where its changes are not recorded.</summary>
    public static RecordedTable<T>? Of<T>()
        where T : class, IHubRow => s_byRow.TryGetValue(typeof(T), out object? recorded) ? (RecordedTable<T>)recorded : null;

    private static RecordedTable<T> Settings<T>(TableMap<T> table, ChangeKind kind, Func<T, string> subject, params string[] only)
        where T : class, IHubRow => new(table, (before, after) => Setting(table, kind, subject, static _ => null, before, after, only));

    private static PendingChange? Setting<T>(
        TableMap<T> table, ChangeKind kind, Func<T, string> subject, Func<T, string?> user, T? before, T? after, params string[] only)
        where T : class, IHubRow
    {
        T row = (after ?? before)!;
        IEnumerable<Column<T>> columns = table.Columns.Where(column => !column.Computed && !table.Keys.Contains(column) && (only.Length == 0 || only.Contains(column.Property)));
        return SettingChanges.Of(kind, subject(row), user(row), columns, before, after);
    }

    private static PendingChange? OfAssignment(Assignment? before, Assignment? after) => (before, after) switch
    {
        (null, { } given) => PendingChange.Of(ChangeKind.Assigned, given.UserId, null, [], key: given.GroupId, action: given.Origin.ToString()),
        ({ } taken, null) => PendingChange.Of(ChangeKind.Unassigned, taken.UserId, null, [], key: taken.GroupId, action: taken.Origin.ToString()),
        _ => null,
    };

    private static PendingChange? OfMember(LocalMember? before, LocalMember? after) => (before, after) switch
    {
        (null, { } joined) => PendingChange.Of(ChangeKind.GroupJoined, joined.UserId, null, [], key: joined.GroupId),
        ({ } left, null) => PendingChange.Of(ChangeKind.GroupLeft, left.UserId, null, [], key: left.GroupId),
        _ => null,
    };
}
