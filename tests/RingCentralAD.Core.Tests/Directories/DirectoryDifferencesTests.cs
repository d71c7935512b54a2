using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>What an administrator says is different about a server: checked, kept, taken back; and the next import is a full one.</summary>
public sealed class DirectoryDifferencesTests
{
    private static readonly DirectoryEntry s_entry = new()
    {
        Id = "d",
        Name = "corp",
        Kind = DirectoryKind.Ldap,
        DomainKey = "k",
        Cursor = new ImportCursor { Position = new ChangePosition(ChangeMethod.SyncRepl, "s", "1"), Everybody = true }.Write(),
        LastFullImport = DateTimeOffset.UnixEpoch,
        Settings = new() { Names = new Dictionary<string, string> { ["userName"] = "uid", ["email"] = "mail" } },
    };

    [Fact]
    public void What_is_given_is_kept_and_what_is_not_stays()
    {
        DirectorySettings first = Apply(s_entry, new() { PeopleFilter = " (objectClass=a) ", DisabledAttribute = "status", DisabledValues = ["off"], Names = new() { ["USERNAME"] = "employeeNumber" }, ChangesBy = "ModifyTimestamp" });
        Assert.Equal(("(objectClass=a)", "status", "employeeNumber", "mail", ChangeMethod.ModifyTimestamp), (first.Overrides.PeopleFilter, first.Overrides.DisabledAttribute, first.Names["userName"], first.Names["email"], first.ChangesBy));
        DirectorySettings second = Apply(s_entry with { Settings = first }, new() { GroupFilter = "(objectClass=g)", MemberAttributes = ["m"], ChangesBy = "Best" });
        Assert.Equal(("(objectClass=a)", "(objectClass=g)", null), (second.Overrides.PeopleFilter, second.Overrides.GroupFilter, second.ChangesBy));
        Assert.Equal(["m"], second.Overrides.MemberAttributes);
        Assert.Equal(["off"], second.Overrides.DisabledValues);
        DirectorySettings third = Apply(s_entry with { Settings = second }, new() { PeopleFilter = "", GroupFilter = "", MemberAttributes = [], DisabledAttribute = "", DisabledValues = [] });
        Assert.False(third.Overrides.Any());
    }

    [Fact]
    public void The_next_import_is_a_full_one_only_where_it_must_be()
    {
        ImportCursor cursor = ImportCursor.Parse(DirectoryDifferences.Entry(s_entry, Apply(s_entry, new() { PeopleFilter = "(a=b)" })).Cursor);
        Assert.Equal((null, true), (cursor.Position, cursor.Everybody));
        Assert.Equal(s_entry.Cursor, DirectoryDifferences.Entry(s_entry, Apply(s_entry, new() { Names = new() { ["email"] = "otherMail" } })).Cursor);
        Assert.Equal(s_entry.Cursor, DirectoryDifferences.Entry(s_entry, Apply(s_entry, new())).Cursor);
    }

    [Theory]
    [InlineData("AdFilterInvalid", "(objectClass=")]
    [InlineData("AdAttributeName", null, "no attribute")]
    [InlineData("AdKeyAttribute", null, null, "employeeNumber")]
    [InlineData("AdKeyAttribute", null, null, "entryUUID")]
    [InlineData("AppUserNameUnknown", null, null, null, "nickName")]
    public void What_cannot_be_is_refused_and_nothing_is_changed(string errorId, string? filter, string? flag = null, string? key = null, string? name = null)
    {
        DirectoryDifferences.Given given = new() { PeopleFilter = filter, DisabledAttribute = flag, KeyAttribute = key, Names = name is null ? null : new() { [name] = "x" } };
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => Apply(s_entry, given));
        Assert.Equal(errorId, error.ErrorId);
        Assert.NotEmpty(error.Remedy!);
    }

    [Fact]
    public void A_file_takes_names_only()
    {
        DirectoryEntry file = s_entry with { Kind = DirectoryKind.Ldif };
        Assert.Equal("DirectoryNotServer", Assert.Throws<RingCentralAdException>(() => Apply(file, new() { GroupFilter = "(a=b)" })).ErrorId);
        Assert.Equal("x", Apply(file, new() { Names = new() { ["email"] = "x" } }).Names["email"]);
    }

    [Fact]
    public void The_key_is_chosen_before_the_first_import() =>
        Assert.Equal("nsUniqueId", Apply(s_entry with { LastFullImport = null }, new() { KeyAttribute = "nsuniqueid" }).Overrides.KeyAttribute);

    private static DirectorySettings Apply(DirectoryEntry entry, DirectoryDifferences.Given given) => new DirectoryDifferences(entry, given).Apply(entry.Settings);
}
