using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Whom an imported person is taken for, by which signs and whose word; and that nobody's word is lost to an import under way.</summary>
public sealed class MatchingTests
{
    private const string Second = "d2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The newcomer has only these values in common with somebody who was known before.</summary>
    [Theory]
    [InlineData("name, mail", MatchKind.Exact)]
    [InlineData("name, MAIL", MatchKind.Exact)]
    [InlineData("mail", MatchKind.Ambiguous)]
    [InlineData("name, employeeNumber", MatchKind.Partial)]
    [InlineData("name, local part", MatchKind.Partial)]
    [InlineData("name", MatchKind.None)]
    [InlineData("employeeNumber", MatchKind.None)]
    [InlineData("telephoneNumber", MatchKind.None)]
    [InlineData("mobile", MatchKind.None)]
    [InlineData("name, mobile, telephoneNumber", MatchKind.None)]
    [InlineData("local part", MatchKind.None)]
    [InlineData("", MatchKind.None)]
    public async Task Signs_say_whom_a_newcomer_is_taken_for(string common, MatchKind expected)
    {
        await using Place place = await Place.StartAsync(common);
        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [] });
        ImportRecord record = Assert.Single(await place.ImportNewcomerAsync());
        Assert.Equal(ImportAction.Held, record.Action);
        ImportMatch match = await place.MatchAsync();
        Assert.Equal(expected, match.Kind);
        Assert.Equal(expected == MatchKind.None ? [] : [(await place.Hub.UserAsync(place.Known)).Id], match.Candidates);
    }

    [Theory]
    [InlineData("name, mail", AutoConfirm.Exact, ImportAction.Linked)]
    [InlineData("name, employeeNumber", AutoConfirm.Partial, ImportAction.Linked)]
    [InlineData("", AutoConfirm.New, ImportAction.Created)]
    public async Task Each_kind_of_match_needs_a_word_unless_the_rules_say_it(string common, AutoConfirm kind, ImportAction done)
    {
        await using Place place = await Place.StartAsync(common);
        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [.. Enum.GetValues<AutoConfirm>().Where(other => other != kind)] });
        Assert.Equal(ImportAction.Held, Assert.Single(await place.ImportNewcomerAsync()).Action);
        Assert.Empty(await place.ImportNewcomerAsync());

        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [kind] });
        Assert.Equal(done, Assert.Single(await place.ImportNewcomerAsync()).Action);
        Assert.Empty(await place.Hub.Hub.ListAsync<ImportMatch>(cancellationToken: Stop));
        Assert.Empty(await place.Hub.Hub.ListAsync<Problem>(cancellationToken: Stop));
        Assert.Equal(done == ImportAction.Linked, (await place.NewcomerAsync()).UserId == (await place.Hub.UserAsync(place.Known)).Id);
    }

    [Theory]
    [InlineData(true, HubUserStatus.Active)]
    [InlineData(false, HubUserStatus.Staged)]
    public async Task New_people_are_activated_at_once_or_not_by_the_import_and_by_hand(bool activate, HubUserStatus expected)
    {
        await using Place place = await Place.StartAsync("");
        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoActivate = activate, AutoConfirm = [] });
        await place.ImportNewcomerAsync();
        await place.Confirmation().ConfirmAsync(await place.MatchAsync(), null, asNew: true, Stop);
        Assert.Equal(expected, (await place.Hub.UserAsync(place.New, Second)).Status);

        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [AutoConfirm.New] });
        ModelPerson another = place.Domain.Person("another");
        await place.ImportNewcomerAsync();
        Assert.Equal(expected, (await place.Hub.UserAsync(another, Second)).Status);
    }

    [Fact]
    public async Task A_person_says_who_it_is_that_it_is_nobody_or_somebody_new()
    {
        await using Place place = await Place.StartAsync("name, employeeNumber");
        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [] });
        await place.ImportNewcomerAsync();
        ImportMatch match = await place.MatchAsync();
        await place.Confirmation().DenyAsync(match, Stop);
        Assert.Empty(await place.ImportNewcomerAsync());
        Assert.True((await place.MatchAsync()).Denied);
        Assert.Empty(await place.Hub.Hub.ListAsync<Problem>(cancellationToken: Stop));

        // Another word: it is the one after all.
        ImportRecord linked = await place.Confirmation().ConfirmAsync(await place.MatchAsync(), null, asNew: false, Stop);
        Assert.Equal((ImportAction.Linked, (await place.Hub.UserAsync(place.Known)).Id), (linked.Action, linked.HubUserId));
        Assert.Equal("MatchLinked", (await Assert.ThrowsAsync<RingCentralAdException>(() => place.Confirmation().DenyAsync(match, Stop))).ErrorId);
        Assert.Equal("MatchLinked", (await Assert.ThrowsAsync<RingCentralAdException>(() => place.Confirmation().ConfirmAsync(match, null, asNew: true, Stop))).ErrorId);
        Assert.Empty(await place.ImportNewcomerAsync());
    }

    [Fact]
    public async Task A_match_of_several_waits_whatever_the_rules_say_until_one_is_named()
    {
        await using Place place = await Place.StartAsync("name, employeeNumber", twins: true);
        ImportRecord held = Assert.Single(await place.ImportNewcomerAsync());
        Assert.Equal(ImportAction.Held, held.Action);
        ImportMatch match = await place.MatchAsync();
        Assert.Equal((MatchKind.Ambiguous, 2), (match.Kind, match.Candidates.Count));
        Assert.Equal("MatchUndecided", (await Assert.ThrowsAsync<RingCentralAdException>(() => place.Confirmation().ConfirmAsync(match, null, asNew: false, Stop))).ErrorId);
        HubUser named = await place.Hub.UserAsync(place.Known);
        await place.Confirmation().ConfirmAsync(match, named, asNew: false, Stop);
        Assert.Equal(named.Id, (await place.NewcomerAsync()).UserId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_word_given_while_everybody_is_read_stands(bool asNew)
    {
        await using Place place = await Place.StartAsync("name, employeeNumber");
        await place.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [] });
        await place.ImportNewcomerAsync();
        ImportMatch match = await place.MatchAsync();

        // It has other values by now, so that the import writes it.
        place.Domain.Change(place.New, person => person.Values["department"] = "Legal");
        string? confirmed = null;
        place.Source.BeforePerson = async (number, _) => confirmed ??= number == 0 ? (await place.Confirmation().ConfirmAsync(match, null, asNew, Stop)).HubUserId : null;
        await place.ImportNewcomerAsync(full: true);
        place.Source.BeforePerson = null;
        Assert.NotNull(confirmed);
        Assert.Equal((confirmed, "Legal"), ((await place.NewcomerAsync()).UserId, (await place.NewcomerAsync()).Attributes.Text("department")));
        await place.CheckAsync(people: asNew ? 2 : 1);
    }

    [Theory]
    [InlineData(AutoConfirm.New)]
    [InlineData(AutoConfirm.Exact)]
    [InlineData(null)]
    public async Task A_word_given_between_the_look_and_the_write_stands(AutoConfirm? rule)
    {
        // Whichever transaction of the import it comes before: the newcomer has one owner, who is the one that was said, and none is left over.
        bool meddled = true;
        bool same = rule == AutoConfirm.Exact;
        for (int before = 0; meddled; before++)
        {
            await using Place again = await Place.StartAsync(same ? "name, mail" : "");
            await again.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = [] });
            await again.ImportNewcomerAsync();
            ImportMatch match = await again.MatchAsync();
            await again.Hub.OptionsAsync<ImportRules>(rules => rules with { AutoConfirm = rule is { } kind ? [kind] : [] });
            string? said = null;
            RingCentralAdException? late = null;
            Meddled store = new(again.Hub.Hub, before, async () =>
            {
                try
                {
                    said = (await again.Confirmation().ConfirmAsync(match, null, asNew: !same, Stop)).HubUserId;
                }
                catch (RingCentralAdException error)
                {
                    late = error;
                }
            });
            List<ImportRecord> records = await again.ImportNewcomerAsync(store: store);
            meddled = store.Meddling;
            AppUser newcomer = await again.NewcomerAsync();
            if (meddled)
            {
                Assert.True(late is null ? newcomer.UserId == said : late.ErrorId == "MatchLinked" && newcomer.UserId is not null, $"before {before}: {late?.Message}");
                Assert.InRange(records.Count(record => record.Action is ImportAction.Created or ImportAction.Linked), late is null ? 0 : 1, late is null && !same ? 0 : 1);
            }

            if (newcomer.UserId is not null)
            {
                await again.CheckAsync(people: same ? 1 : 2);
            }
        }
    }

    [Fact]
    public async Task What_was_known_of_a_person_does_not_come_back_who_is_removed_while_everybody_is_read()
    {
        ModelDomain domain = new();
        ModelPerson person = domain.Person("p");
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        HubUser user = await hub.UserAsync(person);
        domain.Delete(person);
        await hub.ImportAsync(new ImportRequest { AcceptGuard = true });
        domain.Restore(person);
        hub.Source.BeforePerson = (_, _) => new HubUserRemoval(hub.Hub).RemoveAsync(user, force: true, Stop);
        Assert.Equal(ImportAction.Created, Assert.Single(await hub.ImportAsync(new ImportRequest { Full = true })).Action);
        HubUser another = Assert.Single(await hub.Hub.ListAsync<HubUser>(cancellationToken: Stop));
        Assert.NotEqual(user.Id, another.Id);
        Assert.Equal(another.Id, (await hub.RowAsync(person)).UserId);
        Assert.Equal(0, await hub.Hub.CountAsync(new Filter<TouchedMark>().Equal(row => row.UserId, user.Id), Stop));
    }

    [Fact]
    public async Task A_new_person_by_hand_needs_a_login_that_is_nobodys()
    {
        await using Place place = await Place.StartAsync("mail");
        await place.ImportNewcomerAsync();
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await place.Confirmation().ConfirmAsync(await place.MatchAsync(), null, asNew: true, Stop));
        Assert.Equal(("HubLoginTaken", ErrorKind.Conflict), (error.ErrorId, error.Kind));
        Assert.Contains("Familyknown", error.Message, StringComparison.Ordinal);
        Assert.Contains("-User", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, await place.Hub.Hub.CountAsync<HubUser>(cancellationToken: Stop));
    }

    /// <summary>A hub that knows a person, and another directory with a newcomer.</summary>
    private sealed class Place : IAsyncDisposable
    {
        public ModelHub Hub { get; private init; } = null!;

        public ModelPerson Known { get; private init; } = null!;

        public ModelDomain Domain { get; } = new("DC=second,DC=example");

        public ModelDirectory Source { get; private set; } = null!;

        public ModelPerson New { get; private set; } = null!;

        /// <param name="common">What the newcomer has in common with the person who is known.</param>
        /// <param name="twins">Two are known who have it in common.</param>
        public static async Task<Place> StartAsync(string common, bool twins = false)
        {
            ModelDomain domain = new();
            ModelPerson known = domain.Person("known");
            Place place = new() { Hub = await ModelHub.StartAsync(domain), Known = known };
            place.New = place.Domain.Person("newcomer");
            place.New.Values["mail"] = "newcomer@second.example";
            place.New.Values["userPrincipalName"] = "newcomer@corp.second.example";
            foreach (string sign in common.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            {
                place.Share(sign);
            }

            if (twins)
            {
                ModelPerson twin = domain.Person("twin");
                foreach (string name in (string[])["givenName", "sn", "employeeNumber"])
                {
                    twin.Values[name] = known.Values[name];
                }
            }

            await place.Hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "employeeNumber", Expression = "appuser.employeeNumber" });
            await place.Hub.ImportAsync();
            place.Source = await place.Hub.ConnectAsync(place.Domain, Second, "second.example");
            return place;
        }

        public MatchConfirmation Confirmation() => new(Hub.Hub, Hub.Time);

        public async Task<List<ImportRecord>> ImportNewcomerAsync(bool full = false, IHubStore? store = null)
        {
            DirectoryImport import = new(store ?? Hub.Hub, Source, await Hub.EntryAsync(Second), Hub.Time);
            return await import.RunAsync(new ImportRequest { Full = full }, Stop).ToListAsync(Stop);
        }

        public Task<AppUser> NewcomerAsync() => Hub.RowAsync(New, Second);

        public async Task<ImportMatch> MatchAsync() => Assert.Single(await Hub.Hub.ListAsync<ImportMatch>(cancellationToken: Stop));

        /// <summary>So many people are in the hub, each with an entry of a directory, and nobody waits.</summary>
        public async Task CheckAsync(int people)
        {
            IReadOnlyList<HubUser> users = await Hub.Hub.ListAsync<HubUser>(cancellationToken: Stop);
            Assert.Equal(people, users.Count);
            IReadOnlyList<AppUser> entries = await Hub.Hub.ListAsync<AppUser>(cancellationToken: Stop);
            Assert.All(users, user => Assert.Contains(entries, entry => entry.UserId == user.Id));
            Assert.All(entries, entry => Assert.Contains(users, user => user.Id == entry.UserId));
            Assert.Empty(await Hub.Hub.ListAsync<ImportMatch>(cancellationToken: Stop));
            Assert.Empty(await Hub.Hub.ListAsync<Problem>(cancellationToken: Stop));
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();

        private void Share(string sign)
        {
            switch (sign)
            {
                case "mail":
                    New.Values["mail"] = Known.Values["mail"];
                    break;
                case "MAIL":
                    New.Values["mail"] = Known.Values["mail"].ToUpperInvariant();
                    break;
                case "local part":
                    New.Values["mail"] = Known.Values["mail"].Split('@')[0] + "@second.example";
                    break;
                case "name":
                    New.Values["givenName"] = Known.Values["givenName"];
                    New.Values["sn"] = Known.Values["sn"];
                    break;
                default:
                    Known.Values[sign] = New.Values[sign] = "4711";
                    break;
            }
        }
    }

    /// <summary>A hub in which somebody does something just before a transaction begins.</summary>
    private sealed class Meddled(IHubStore inner, int before, Func<Task> meddle) : StoreAround(inner)
    {
        private int _begun;

        public bool Meddling { get; private set; }

        public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
        {
            if (_begun++ == before)
            {
                Meddling = true;
                await meddle();
            }

            return await Inner.BeginAsync(lease, cancellationToken);
        }
    }
}
