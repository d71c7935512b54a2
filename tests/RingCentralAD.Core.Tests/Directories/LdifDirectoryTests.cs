using System.Text;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A file that stands in for a directory.</summary>
public sealed class LdifDirectoryTests : IDisposable
{
    private const string Ann = "00000000-0000-0000-0000-0000000000a1";
    private const string Bob = "00000000-0000-0000-0000-0000000000b1";

    private const string Small = """
        version: 1

        dn: CN=Ann,OU=Staff,DC=x
        objectClass: user
        objectGUID: 00000000-0000-0000-0000-0000000000a1
        userAccountControl: 512
        telephoneNumber: +1 old
        mail: ann@x

        dn: CN=Sub,CN=Smith\, Bob,OU=Staff,DC=x
        objectClass: serviceConnectionPoint
        objectGUID: 00000000-0000-0000-0000-0000000000c1

        dn: CN=Smith\, Bob,OU=Staff,DC=x
        objectClass: user
        objectGUID: 00000000-0000-0000-0000-0000000000b1
        userAccountControl: 514

        dn: CN=PC,OU=Staff,DC=x
        objectClass: user
        objectClass: computer
        objectGUID: 00000000-0000-0000-0000-0000000000d1

        dn: CN=krbtgt,OU=Staff,DC=x
        objectClass: user
        isCriticalSystemObject: TRUE
        objectGUID: 00000000-0000-0000-0000-0000000000d2

        dn: OU=Staff,DC=x
        objectClass: organizationalUnit
        objectGUID: 00000000-0000-0000-0000-0000000000e1

        dn: DC=x
        objectClass: domainDNS
        objectGUID: 00000000-0000-0000-0000-0000000000e0

        dn: CN=Inner,DC=x
        objectClass: group
        objectGUID: 00000000-0000-0000-0000-0000000000f1
        member: CN=Smith\2C Bob, ou=staff, dc=X
        member: CN=PC,OU=Staff,DC=x
        member: CN=Away,DC=y

        dn: CN=Outer,DC=x
        objectClass: group
        objectGUID: 00000000-0000-0000-0000-0000000000f2
        sAMAccountName: outer-sam
        description: All
        primaryGroupToken: 513
        member: CN=Inner,DC=x
        member: CN=Ann,OU=Staff,DC=x
        """;

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task People_groups_and_containers_are_read()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal((DirectoryKind.Ldif, "00000000-0000-0000-0000-0000000000e0", "DC=x"), (directory.Description.Kind, directory.Description.DomainKey, directory.Description.NamingContext));
        DirectoryContainer[] containers = await directory.ReadContainersAsync(_stop).ToArrayAsync(_stop);
        Assert.Equal(["DC=x", "OU=Staff,DC=x"], containers.Select(container => container.Place));
        Assert.Equal([null, "00000000-0000-0000-0000-0000000000e0"], containers.Select(container => container.ParentKey));
        DirectoryGroup[] groups = await directory.ReadGroupsAsync(_stop).ToArrayAsync(_stop);
        Assert.Equal(["Inner", "Outer"], groups.Select(group => group.Name));
        Assert.Equal([Bob], groups[0].Members!);
        Assert.Equal(["00000000-0000-0000-0000-0000000000f1", Ann], groups[1].Members!);
        Assert.Equal((513, "All"), (groups[1].PrimaryGroupId, groups[1].Description));
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["mail", "telephoneNumber"]), _stop).ToArrayAsync(_stop);
        Assert.Equal([Ann, Bob], people.Select(person => person.Key));
        Assert.Equal([true, false], people.Select(person => person.Enabled));
        Assert.All(people, person => Assert.Equal("00000000-0000-0000-0000-0000000000e1", person.ParentKey));
        Assert.Equal("+1 old", people[0].Attributes.Text("telephoneNumber"));
        Assert.Equal(_time.GetUtcNow(), people[0].ReadAt);
    }

    [Fact]
    public async Task A_base_narrows_the_read_and_must_exist()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal(2, await directory.ReadUsersAsync(new DirectoryRead([], "ou=staff, dc=x"), _stop).CountAsync(_stop));
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadUsersAsync(new DirectoryRead([], "OU=None,DC=x"), _stop).CountAsync(_stop));
        Assert.Equal("AdBaseNotFound", error.ErrorId);
    }

    [Fact]
    public async Task Somebody_is_found_by_key_alone()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal("ann@x", (await directory.FindUserAsync(Ann, ["mail"], _stop))!.Attributes.Text("mail"));
        Assert.Null(await directory.FindUserAsync("00000000-0000-0000-0000-000000000fff", ["mail"], _stop));
        Assert.Null(await directory.FindUserAsync("00000000-0000-0000-0000-0000000000d1", ["mail"], _stop));
    }

    [Theory]
    [InlineData("OU=Staff,DC=x")]
    [InlineData("ou=staff,dc=x")]
    [InlineData("staff")]
    [InlineData("{00000000-0000-0000-0000-0000000000E1}")]
    public async Task A_container_is_found_by_what_people_call_it(string given)
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal("OU=Staff,DC=x", (await directory.FindContainerAsync(given, _stop)).Place);
    }

    [Theory]
    [InlineData("Outer")]
    [InlineData("outer-SAM")]
    [InlineData("CN=Outer,DC=x")]
    public async Task A_group_is_found_by_what_people_call_it(string given)
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal("CN=Outer,DC=x", (await directory.FindGroupAsync(given, _stop)).Place);
        Assert.Equal("AdNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.FindGroupAsync(given + "?", _stop))).ErrorId);
        Assert.Equal("AdBaseNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.FindContainerAsync(given, _stop))).ErrorId);
    }

    [Fact]
    public async Task What_is_written_shows_at_once_and_in_the_next_process()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        AppUser before = (await directory.FindUserAsync(Ann, ["telephoneNumber", "ipPhone"], _stop))!;
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 old", "+1 new"), new("ipPhone", null, "321")], _stop);
        await directory.WriteAsync(Bob, [new("telephoneNumber", null, "Zoë")], _stop);
        AppUser after = (await directory.FindUserAsync(Ann, ["telephoneNumber", "ipPhone"], _stop))!;
        Assert.Equal(("+1 new", "321"), (after.Attributes.Text("telephoneNumber"), after.Attributes.Text("ipPhone")));
        Assert.NotEqual(before.Hash, after.Hash);
        await using LdifDirectory next = await OpenAsync();
        AppUser[] read = await next.ReadUsersAsync(new DirectoryRead(["telephoneNumber", "ipPhone"]), _stop).ToArrayAsync(_stop);
        Assert.Equal(after.Hash, read[0].Hash);
        Assert.Equal("Zoë", read[1].Attributes.Text("telephoneNumber"));
        Assert.Equal(Small, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "people.ldif"), _stop));
    }

    [Fact]
    public async Task A_stale_value_is_not_overwritten()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        foreach (AttributeChange change in new AttributeChange[] { new("telephoneNumber", null, "+1"), new("telephoneNumber", "+1 else", "+1"), new("ipPhone", "321", null) })
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(Ann, [new("pager", null, "1"), change], _stop));
            Assert.Equal(("WriteBackStale", ErrorKind.Conflict), (error.ErrorId, error.Kind));
        }

        Assert.False(File.Exists(directory.ChangeFile));
        Assert.Equal("AdEntryNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync("00000000-0000-0000-0000-000000000fff", [new("a", null, "b")], _stop))).ErrorId);
    }

    [Theory]
    [InlineData("userPrincipalName", "AdAttributeProtected")]
    [InlineData("UNICODEPWD", "AdAttributeProtected")]
    [InlineData("memberOf", "AdAttributeProtected")]
    [InlineData("mail", "AdAttributeProtected")]
    [InlineData("x\nchangetype", "AdAttributeName")]
    [InlineData("x: y", "AdAttributeName")]
    [InlineData("", "AdAttributeName")]
    public async Task Some_attributes_are_never_written(string attribute, string errorId)
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(Ann, [new(attribute, null, "x")], _stop))).ErrorId);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_not_written()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 old", "+1 old"), new("ipPhone", "", null)], _stop);
        Assert.False(File.Exists(directory.ChangeFile));
    }

    [Fact]
    public async Task Half_a_record_of_a_process_that_died_is_neither_read_nor_kept()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 old", "+1 new")], _stop);
        byte[] whole = await File.ReadAllBytesAsync(directory.ChangeFile, _stop);
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 new", "+1 newer")], _stop);
        byte[] both = await File.ReadAllBytesAsync(directory.ChangeFile, _stop);
        for (int length = 0; length <= both.Length; length++)
        {
            await File.WriteAllBytesAsync(directory.ChangeFile, both[..length], _stop);
            await using LdifDirectory next = await OpenAsync();
            string expected = length < whole.Length ? "+1 old" : length < both.Length ? "+1 new" : "+1 newer";
            Assert.Equal(expected, (await next.FindUserAsync(Ann, ["telephoneNumber"], _stop))!.Attributes.Text("telephoneNumber"));
            await next.WriteAsync(Ann, [new("telephoneNumber", expected, "+1 last")], _stop);
            await using LdifDirectory last = await OpenAsync();
            Assert.Equal("+1 last", (await last.FindUserAsync(Ann, ["telephoneNumber"], _stop))!.Attributes.Text("telephoneNumber"));
        }
    }

    [Fact]
    public async Task After_a_new_export_the_file_is_believed()
    {
        await using LdifDirectory directory = await OpenAsync(Small);
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 old", "+1 new")], _stop);
        await directory.WriteAsync(Ann, [new("telephoneNumber", "+1 new", "+1 newer")], _stop);
        foreach ((string exported, string seen) in new[] { ("+1 old", "+1 newer"), ("+1 new", "+1 newer"), ("+1 newer", "+1 newer"), ("+1 by hand", "+1 by hand") })
        {
            _folder.File("people.ldif", Small.Replace("+1 old", exported, StringComparison.Ordinal) + "\n# " + seen);
            Assert.Equal(seen, (await directory.FindUserAsync(Ann, ["telephoneNumber"], _stop))!.Attributes.Text("telephoneNumber"));
        }
    }

    [Fact]
    public async Task A_foreign_change_file_is_never_touched()
    {
        string foreign = _folder.File("people.changes.ldif", "dn: CN=Ann,OU=Staff,DC=x\nchangetype: delete\n");
        await using LdifDirectory directory = await OpenAsync(Small);
        Assert.Equal("LdifInvalid", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(Ann, [new("ipPhone", null, "1")], _stop))).ErrorId);
        Assert.Equal("dn: CN=Ann,OU=Staff,DC=x\nchangetype: delete\n", await File.ReadAllTextAsync(foreign, _stop));
        RingCentralAdException same = await Assert.ThrowsAsync<RingCentralAdException>(() => LdifDirectory.OpenAsync(
            "d", new DirectorySettings { Servers = [Path.Combine(_folder.Path, "people.ldif")], ChangeFile = Path.Combine(_folder.Path, "x", "..", "people.ldif") }, _time, _stop));
        Assert.Equal("LdifChangeFile", same.ErrorId);
    }

    [Fact]
    public async Task The_change_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        await using LdifDirectory directory = await OpenAsync(Small);
        await directory.WriteAsync(Ann, [new("ipPhone", null, "1")], _stop);
#pragma warning disable CA1416 // guarded above
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.ChangeFile));
        File.SetUnixFileMode(Path.Combine(_folder.Path, "people.ldif"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Empty(directory.Warnings);
        File.SetUnixFileMode(directory.ChangeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
#pragma warning restore CA1416
        Assert.Contains(directory.ChangeFile, Assert.Single(directory.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dn: CN=a,DC=x\nobjectClass: user\n", "LdifNoKey", "line 1: the entry CN=a,DC=x")]
    [InlineData("dn: CN=a,DC=x\nobjectClass: user\nobjectGUID:: AAAA\n", "LdifNoKey", "line 1")]
    [InlineData("dn: CN=a,DC=x\nobjectClass: user\nentryUUID: 00000000-0000-0000-0000-0000000000a1\n\ndn: cn=A, dc=x\nobjectClass: user\nentryUUID: 00000000-0000-0000-0000-0000000000a2\n", "LdifDuplicate", "line 5")]
    [InlineData("dn: CN=a,DC=x\nobjectClass: user\nentryUUID: 00000000-0000-0000-0000-0000000000a1\n\ndn: cn=b,dc=x\nobjectClass: user\nentryUUID: 00000000-0000-0000-0000-0000000000A1\n", "LdifDuplicate", "line 5")]
    [InlineData("\ndn: CN=a,DC=x\nchangetype: modify\nadd: x\nx: 1\n-\n", "LdifInvalid", "line 2: the record of CN=a,DC=x is a change")]
    [InlineData("dn: CN=a,DC=x\nobjectClass: user\nentryUUID: 00000000-0000-0000-0000-0000000000a1\n\nmail: x\n", "LdifInvalid", "line 5")]
    public async Task A_file_that_cannot_be_used_is_refused_before_anything_is(string text, string errorId, string says)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => OpenAsync(text));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("people.ldif", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_are_named()
    {
        Assert.Equal("LdifNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => OpenAsync())).ErrorId);
        DirectorySettings folder = new() { Servers = [_folder.Path] };
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => LdifDirectory.OpenAsync("d", folder, _time, _stop));
        Assert.Contains(error.ErrorId, new[] { "LdifUnreadable", "LdifNotFound" });
    }

    [Fact]
    public async Task Paths_may_hold_anything_and_be_relative()
    {
        const string Name = "päop le#%;[1] 太郎.ldif";
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.File(Name, Small));
        await using LdifDirectory directory = await LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [relative] }, _time, _stop);
        Assert.Equal(Path.Combine(_folder.Path, Name), Path.GetFullPath(directory.Description.Server));
        await directory.WriteAsync(Ann, [new("ipPhone", null, "1")], _stop);
        Assert.True(Path.IsPathFullyQualified(directory.ChangeFile) && File.Exists(directory.ChangeFile));
    }

    [Fact]
    public async Task UTF_16_with_byte_order_mark_works_as_ldifde_writes_it()
    {
        _folder.File("people.ldif", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Small.ReplaceLineEndings("\r\n"))]);
        await using LdifDirectory directory = await OpenAsync();
        Assert.Equal(2, await directory.ReadUsersAsync(new DirectoryRead([]), _stop).CountAsync(_stop));
        await directory.WriteAsync(Bob, [new("ipPhone", null, "1")], _stop);
        Assert.Equal("1", (await directory.FindUserAsync(Bob, ["ipPhone"], _stop))!.Attributes.Text("ipPhone"));
    }

    [Fact]
    public async Task An_OpenLDAP_export_is_understood()
    {
        await using LdifDirectory directory = await OpenAsync("""
            dn: dc=x
            objectClass: dcObject
            entryUUID: 00000000-0000-0000-0000-0000000000e0

            dn: uid=ann,dc=x
            objectClass: inetOrgPerson
            uid: ann
            ou: Sales
            entryUUID: 00000000-0000-0000-0000-0000000000a1

            dn: uid=bob,dc=x
            objectClass: inetOrgPerson
            uid: bob
            pwdAccountLockedTime: 000001010000Z
            entryUUID: 00000000-0000-0000-0000-0000000000b1

            dn: cn=g1,dc=x
            objectClass: groupOfUniqueNames
            uniqueMember: uid=ann,dc=x#'0101'B
            entryUUID: 00000000-0000-0000-0000-0000000000f1

            dn: cn=g2,dc=x
            objectClass: posixGroup
            memberUid: bob
            memberUid: nobody
            entryUUID: 00000000-0000-0000-0000-0000000000f2
            """);
        Assert.Equal("uid", directory.Description.Names["userName"]);
        DirectoryGroup[] groups = await directory.ReadGroupsAsync(_stop).ToArrayAsync(_stop);
        Assert.Equal([Ann], groups[0].Members!);
        Assert.Equal([Bob], groups[1].Members!);
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead([directory.Description.Names["department"]]), _stop).ToArrayAsync(_stop);
        Assert.Equal("Sales", people[0].Attributes.Text("departmentNumber"));
        Assert.Equal([true, false], people.Select(person => person.Enabled));
    }

    private Task<LdifDirectory> OpenAsync(string? text = null)
    {
        if (text is not null)
        {
            _folder.File("people.ldif", text);
        }

        return LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [Path.Combine(_folder.Path, "people.ldif")] }, _time, _stop);
    }
}
