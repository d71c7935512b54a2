using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Positions of a real Active Directory domain (Samba): what they are bound to, who may have one, what is not seen from one.</summary>
public sealed class LdapChangePositionTests(ChangesFixture domain) : IClassFixture<ChangesFixture>
{
    private static readonly string[] s_attributes = ["mail", "manager", "department"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Root => ChangesFixture.Root;

    [Theory]
    [InlineData(ChangeMethod.DirSync)]
    [InlineData(ChangeMethod.UsnChanged)]
    public async Task A_restored_person_is_back_with_the_groups_that_name_them(ChangeMethod method)
    {
        domain.Need();
        string name = "restored" + method;
        await domain.ModifyAsync(Add(name, "user") + Add(name + "g", "group"));
        string key = await domain.KeyAsync(name);
        await using LdapDirectory directory = await domain.OpenAsync(method);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        await domain.ModifyAsync(Delete(name));
        await replica.FollowAsync(directory);
        Assert.Equal([new PersonGone(key)], replica.Last.SkipLast(1));

        // As a recycle bin does it: the entry is back, and so is the membership.
        await domain.ModifyAsync($"dn: CN={name}\\0ADEL:{key},CN=Deleted Objects,{SambaServer.BaseDn}\nchangetype: modify\ndelete: isDeleted\n-\nreplace: distinguishedName\ndistinguishedName: CN={name},{Root}\n\n" +
            $"dn: CN={name}g,{Root}\nchangetype: modify\nadd: member\nmember: CN={name},{Root}\n\n");
        await replica.FollowAsync(directory);
        PersonChanged back = Assert.Single(replica.Last.OfType<PersonChanged>());
        Assert.Equal((key, await domain.KeyAsync(name + "g")), (back.Person.Key, Assert.Single(back.Groups!)));
        await replica.MustEqualFullReadAsync(directory);
    }

    [Fact]
    public async Task The_groups_of_a_person_are_told_with_every_change()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        await domain.ModifyAsync(Add("grouped", "user") + Add("lonely", "user"));
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        string[] groups = [.. Enumerable.Range(1, 3).Select(n => $"grouped-in-{n}")];
        await domain.ModifyAsync(string.Concat(groups.Select(group => Add(group, "group", $"member: CN=grouped,{Root}"))) + Mail("grouped", "a@b") + Mail("lonely", "a@b"));
        PersonChanged[] people = await directory.ReadChangesAsync(position, s_attributes, Stop).OfType<PersonChanged>().ToArrayAsync(Stop);
        string[] keys = await Task.WhenAll(groups.Select(domain.KeyAsync));
        Assert.Equal(keys.Order(), people.Single(person => person.Person.Place.StartsWith("CN=grouped", StringComparison.Ordinal)).Groups!.Order());
        Assert.Empty(people.Single(person => person.Person.Place.StartsWith("CN=lonely", StringComparison.Ordinal)).Groups!);
    }

    [Fact]
    public async Task More_than_fits_into_one_search_is_read_whole()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        await domain.ModifyAsync(string.Concat(Enumerable.Range(1, (2 * ChangedReader.KeysAtOnce) + 7).Select(n => Add($"many{n}", "user"))));
        await replica.FollowAsync(directory);
        Assert.Equal((2 * ChangedReader.KeysAtOnce) + 7, replica.Last.OfType<PersonChanged>().Select(change => change.Person.Key).Distinct().Count());
        await replica.MustEqualFullReadAsync(directory);
        await domain.ModifyAsync(string.Concat(Enumerable.Range(1, (2 * ChangedReader.KeysAtOnce) + 7).Select(n => Delete($"many{n}"))));
        await replica.FollowAsync(directory);
        Assert.All(replica.Last.SkipLast(1), change => Assert.IsType<PersonGone>(change));
        await replica.MustEqualFullReadAsync(directory);
    }

    [Fact]
    public async Task An_ordinary_account_follows_by_object_security_and_is_told_that_deletions_are_not_seen()
    {
        domain.Need();
        await domain.ModifyAsync(Add("seen", "user") + Add("unseen", "user"));
        await using LdapDirectory directory = await domain.OpenAsync(reader: true);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        Assert.Equal(ChangeMethod.DirSync, replica.Position!.Method);
        Assert.Contains("CN=Deleted Objects", replica.Position.Blind, StringComparison.Ordinal);
        Assert.Contains("reader@corp.example", replica.Position.Blind, StringComparison.Ordinal);
        await domain.ModifyAsync(Mail("seen", "new@corp.example") + Delete("unseen"));
        await replica.FollowAsync(directory);
        Assert.Equal("new@corp.example", Assert.Single(replica.Last.OfType<PersonChanged>()).Person.MailKey);
        Assert.Empty(replica.Last.OfType<PersonGone>());
        Assert.Contains("Deletions", replica.Position.Blind, StringComparison.Ordinal);

        // What it is blind to, the keys show.
        string[] keys = await directory.ReadKeysAsync(Stop).Select(person => person.Key).ToArrayAsync(Stop);
        Assert.Contains(replica["seen"].Key, keys);
        Assert.DoesNotContain(replica["unseen"].Key, keys);

        await using LdapDirectory byNumber = await domain.OpenAsync(ChangeMethod.UsnChanged, reader: true);
        Assert.Contains("CN=Deleted Objects", (await byNumber.PositionAsync(Stop))!.Blind, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_account_that_may_read_deleted_objects_sees_deletions()
    {
        domain.Need();
        await domain.ModifyAsync(Add("dropped", "user") + Add("droppedg", "group"));
        string container = $"CN=Deleted Objects,{SambaServer.BaseDn}";
        string rights = "O:SYG:SYD:PAI(A;;RPWPCCDCLCRCWOWDSDSW;;;SY)(A;;RPLC;;;BA)";
        await SetRightsAsync($"{rights}(A;;RPLC;;;{SecurityIdentifierText.Of(await SidAsync())})");
        await using LdapDirectory directory = await domain.OpenAsync(reader: true);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        await using LdapDirectory byNumber = await domain.OpenAsync(ChangeMethod.UsnChanged, reader: true);
        DirectoryReplica numbered = await DirectoryReplica.ReadAsync(byNumber, s_attributes);
        Assert.Equal((null, null), (replica.Position!.Blind, numbered.Position!.Blind));
        await domain.ModifyAsync(Delete("dropped") + Delete("droppedg"));
        foreach ((DirectoryReplica follower, LdapDirectory followed) in new[] { (replica, directory), (numbered, byNumber) })
        {
            await follower.FollowAsync(followed);
            Assert.Single(follower.Last.OfType<PersonGone>());
            Assert.Single(follower.Last.OfType<GroupGone>());
            await follower.MustEqualFullReadAsync(followed);
        }

        await SetRightsAsync(rights);

        async Task SetRightsAsync(string descriptor) => (await domain.Samba.RunAsync(
            "ldbmodify", ["--show-deleted"], $"dn: {container}\nchangetype: modify\nreplace: nTSecurityDescriptor\nnTSecurityDescriptor: {descriptor}\n\n", Stop)).Success("ldbmodify");
    }

    [Fact]
    public async Task A_group_whose_members_may_not_be_read_still_shows_with_the_person()
    {
        domain.Need();
        await domain.ModifyAsync(Add("inhidden", "user") + Add("hiddengroup", "group", $"member: CN=inhidden,{Root}"));
        (await domain.Samba.RunAsync("samba-tool", ["dsacl", "set", "-H", Path.Combine(domain.Samba.Folder, "private", "sam.ldb"), $"--objectdn=CN=hiddengroup,{Root}",
            $"--sddl=(OD;;RP;bf9679c0-0de6-11d0-a285-00aa003049e2;;{SecurityIdentifierText.Of(await SidAsync())})"], cancellationToken: Stop)).Success("samba-tool");
        await using LdapDirectory directory = await domain.OpenAsync(reader: true);
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        await domain.ModifyAsync(Mail("inhidden", "x@corp.example") + $"dn: CN=hiddengroup,{Root}\nchangetype: modify\nreplace: description\ndescription: x\n\n");
        DirectoryChange[] changes = await directory.ReadChangesAsync(position, s_attributes, Stop).ToArrayAsync(Stop);
        GroupChanged group = Assert.Single(changes.OfType<GroupChanged>());
        Assert.Null(group.Group.Members);
        Assert.Equal([group.Group.Key], Assert.Single(changes.OfType<PersonChanged>()).Groups!);
    }

    [Fact]
    public async Task A_position_that_is_not_good_is_refused_with_the_reason()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        ChangePosition good = (await directory.PositionAsync(Stop))!;
        Assert.Equal(directory.Description.DomainKey, good.Source);
        await RefusedAsync(directory, good with { Value = Convert.ToBase64String([1, 2, 3]) }, "does not go on");
        await RefusedAsync(directory, good with { Value = "%%%" }, "damaged");
        await RefusedAsync(directory, good with { Value = "" }, "damaged");
        await RefusedAsync(directory, good with { Source = Guid.NewGuid().ToString("D") }, "domain");
        await RefusedAsync(directory, good with { Method = ChangeMethod.SyncRepl }, "SyncRepl");
        await using LdapDirectory byNumber = await domain.OpenAsync(ChangeMethod.UsnChanged);
        await RefusedAsync(byNumber, good, "UsnChanged");
        ChangePosition number = (await byNumber.PositionAsync(Stop))!;
        await RefusedAsync(byNumber, number with { Source = Guid.NewGuid().ToString("D") }, "another one");
        await RefusedAsync(byNumber, number with { Value = "999999999999" }, "backup");
        await RefusedAsync(byNumber, number with { Value = "many" }, "backup");
        Assert.Single(await directory.ReadChangesAsync(good, s_attributes, Stop).ToArrayAsync(Stop));
    }

    [Fact]
    public async Task A_position_outlives_the_connection_and_the_server()
    {
        domain.Need();
        await domain.ModifyAsync(Add("lasting", "user"));
        ChangePosition dirSync, number;
        await using (LdapDirectory before = await domain.OpenAsync())
        {
            dirSync = (await before.PositionAsync(Stop))!;
        }

        await using (LdapDirectory before = await domain.OpenAsync(ChangeMethod.UsnChanged))
        {
            number = (await before.PositionAsync(Stop))!;
        }

        await domain.ModifyAsync(Mail("lasting", "one@corp.example"));
        await domain.Samba.StopAsync();
        await domain.Samba.StartAsync(Stop);
        await using LdapDirectory directory = await domain.OpenAsync();
        Assert.Single(await directory.ReadChangesAsync(dirSync, s_attributes, Stop).OfType<PersonChanged>().ToArrayAsync(Stop));
        await using LdapDirectory byNumber = await domain.OpenAsync(ChangeMethod.UsnChanged);
        Assert.Contains(await byNumber.ReadChangesAsync(number, s_attributes, Stop).OfType<PersonChanged>().ToArrayAsync(Stop), change => change.Person.MailKey == "one@corp.example");
    }

    [Fact]
    public async Task An_account_whose_state_may_not_be_read_is_left_out_as_in_a_full_read()
    {
        domain.Need();
        await domain.ModifyAsync(Add("closed", "user"));
        await using LdapDirectory directory = await domain.OpenAsync(reader: true);
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        byte[] sid = await SidAsync();
        (await domain.Samba.RunAsync("samba-tool", ["dsacl", "set", "-H", Path.Combine(domain.Samba.Folder, "private", "sam.ldb"), $"--objectdn=CN=closed,{Root}",
            $"--sddl=(OD;;RP;bf967a68-0de6-11d0-a285-00aa003049e2;;{SecurityIdentifierText.Of(sid)})"], cancellationToken: Stop)).Success("samba-tool");
        await domain.ModifyAsync(Mail("closed", "x@corp.example") + Add("open", "user"));
        PersonChanged[] people = await directory.ReadChangesAsync(position, s_attributes, Stop).OfType<PersonChanged>().ToArrayAsync(Stop);
        Assert.StartsWith("CN=open,", Assert.Single(people).Person.Place, StringComparison.Ordinal);
        string closed = await domain.KeyAsync("closed");
        Assert.Null((await directory.ReadKeysAsync(Stop).SingleAsync(person => person.Key == closed, Stop)).Enabled);
    }

    [Fact]
    public async Task Keys_are_those_of_a_full_read_and_the_mark_moves_with_every_change()
    {
        domain.Need();
        await domain.ModifyAsync(Add("marked", "user"));
        await using LdapDirectory directory = await domain.OpenAsync();
        Dictionary<string, DirectoryPersonKey> before = await directory.ReadKeysAsync(Stop).ToDictionaryAsync(person => person.Key, cancellationToken: Stop);
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).ToArrayAsync(Stop);
        Assert.Equal(people.Select(person => (person.Key, person.ParentKey, (bool?)person.Enabled)).Order(), before.Values.Select(person => (person.Key, person.ParentKey, person.Enabled)).Order());
        await domain.ModifyAsync(Mail("marked", "x@corp.example"));
        string key = await domain.KeyAsync("marked");
        DirectoryPersonKey[] moved = await directory.ReadKeysAsync(Stop).Where(person => person.Change != before.GetValueOrDefault(person.Key)?.Change).ToArrayAsync(Stop);
        Assert.Equal(key, Assert.Single(moved).Key);
    }

    private async Task<byte[]> SidAsync()
    {
        string text = await domain.Samba.LdapSearchAsync("(sAMAccountName=reader)", ["objectSid"], Stop);
        using LdifReader reader = new(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return reader.ReadAll().Single().ToEntry().Bytes("objectSid")!;
    }

    private static async Task RefusedAsync(LdapDirectory directory, ChangePosition position, string word)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadChangesAsync(position, s_attributes, Stop).CountAsync(Stop));
        Assert.Equal("ChangesUnavailable", error.ErrorId);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Contains("full import", error.Remedy, StringComparison.Ordinal);
    }

    private static string Add(string name, string objectClass, params string[] lines) =>
        $"dn: CN={name},{Root}\nchangetype: add\nobjectClass: {objectClass}\nsAMAccountName: {name}\n{string.Concat(lines.Select(line => line + "\n"))}\n";

    private static string Mail(string name, string mail) => $"dn: CN={name},{Root}\nchangetype: modify\nreplace: mail\nmail: {mail}\n\n";

    private static string Delete(string name) => $"dn: CN={name},{Root}\nchangetype: delete\n\n";
}
