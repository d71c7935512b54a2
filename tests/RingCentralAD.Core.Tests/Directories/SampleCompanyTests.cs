using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>The sample company holds what the demo shows.</summary>
public class SampleCompanyTests
{
    [Fact]
    public async Task It_has_200_people_and_every_oddity()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string path = Repository.Path("tools", "sample", "contoso.ldif");
        Assert.InRange(new FileInfo(path).Length, 1, 200_000);
        await using LdifDirectory directory = await LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [path] }, TimeProvider.System, stop);
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["*"]), stop).ToArrayAsync(stop);
        Assert.Equal(200, people.Length);
        string[] names = [.. people.Select(person => person.Attributes.Text("displayName") ?? "")];
        Assert.Contains(names, name => name.Contains('ü', StringComparison.Ordinal));
        Assert.Contains(names, name => name.Any(c => c is >= '\u4E00' and <= '\u9FFF'));
        Assert.Contains(names, name => name.EnumerateRunes().Any(rune => rune.Value > 0x1F000));
        Assert.Contains(names, name => name.Contains("Conference Room", StringComparison.Ordinal));
        Assert.Contains(people, person => person.MailKey is null);
        Assert.Contains(people.GroupBy(person => person.MailKey), group => group.Key is not null && group.Count() == 2);
        Assert.Contains(people, person => !person.Enabled);
        Assert.Contains(people, person => person.Attributes.Text("st") == "Kalifornia");
        Assert.Contains(people, person => person.Attributes.Values.Any(value => value is string text && text.Contains(";ext.321", StringComparison.Ordinal)));
        DirectoryGroup group = (await directory.ReadGroupsAsync(stop).ToArrayAsync(stop)).Single(group => group.Name == "RingCentral Users");
        Assert.DoesNotContain(people, person => group.Members!.Contains(person.Key) && group.Members!.Count == 200);
        Assert.All(people, person => Assert.NotNull(person.ParentKey));
    }
}
