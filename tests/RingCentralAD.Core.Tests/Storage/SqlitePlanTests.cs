using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Looking people up goes by an index, however big the hub is; SQLite has no statistics and is easily led astray.</summary>
public sealed class SqlitePlanTests() : StoreSuite(new SqlitePlace())
{
    [Fact]
    public async Task Look_ups_go_by_their_index()
    {
        string[] list = ["a", "b"];
        await GoesByAsync("app_user_owner (user_id=? AND system_id=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").In(static row => row.UserId, list));
        await GoesByAsync("app_user_owner (user_id=? AND system_id=?)", new Filter<AppUserLink>().Equal(static row => row.SystemId, "ad").In(static row => row.UserId, list));
        await GoesByAsync("app_user_owner (user_id=? AND system_id=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").Equal(static row => row.UserId, "u"));
        await GoesByAsync("app_user_system_id_mail_key (system_id=? AND mail_key=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").Equal(static row => row.MailKey, "m"));
        await GoesByAsync("app_user_system_id_mail_key (system_id=? AND mail_key=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").In(static row => row.MailKey, list));
        await GoesByAsync("app_user_system_id_mail_key (system_id=? AND mail_key=?)", new Filter<AppUserMail>().Equal(static row => row.SystemId, "ad").In<string?>(static row => row.MailKey, list));
        await GoesByAsync("app_user_owner (user_id=?)", new Filter<AppUser>().In(static row => row.UserId, list));
        await GoesByAsync("sqlite_autoindex_app_user_1 (system_id=? AND key=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").In(static row => row.Key, list));
        await GoesByAsync(
            "app_user_unowned (system_id=? AND state=? AND enabled=? AND in_scope=?)",
            new Filter<AppUserStanding>().Equal(static row => row.SystemId, "ad").Equal(static row => row.State, AppUserState.Present).Equal(static row => row.Enabled, true).Equal(static row => row.InScope, true).Equal(static row => row.UserId, null));
        await GoesByAsync(
            "app_user_standing (system_id=? AND state=? AND enabled=? AND in_scope=?)",
            new Filter<AppUserStanding>().Equal(static row => row.SystemId, "ad").Equal(static row => row.State, AppUserState.Present).Equal(static row => row.Enabled, true).Equal(static row => row.InScope, false).NotNull(static row => row.UserId));
        await GoesByAsync("COVERING INDEX hub_user_status (status=?)", new Filter<HubUserStanding>().Equal(static row => row.Status, HubUserStatus.Deactivated));
        await GoesByAsync("app_user_parent_key (system_id=? AND parent_key=?)", new Filter<AppUser>().Equal(static row => row.SystemId, "ad").In(static row => row.ParentKey, list));
        await GoesByAsync("sqlite_autoindex_hub_user_1 (id=?)", new Filter<HubUser>().In(static row => row.Id, list));
        await GoesByAsync("hub_user_login_key (login_key=?)", new Filter<HubUser>().In(static row => row.LoginKey, list));
        await GoesByAsync("hub_user_mail_key (mail_key=?)", new Filter<HubUser>().Equal(static row => row.Status, HubUserStatus.Active).Equal(static row => row.MailKey, "m"));
        await GoesByAsync("hub_user_employee_key (employee_key=?)", new Filter<HubUser>().In(static row => row.EmployeeKey, list));
        await GoesByAsync("hub_user_name_key (name_key=?)", new Filter<HubUser>().In(static row => row.NameKey, list));
        await GoesByAsync("operation_system_id_state (system_id=? AND state=?)", new Filter<Operation>().Equal(static row => row.SystemId, "rc").In(static row => row.State, [OperationState.Planned, OperationState.Sent]).OrderBy(static row => row.Order));
        await GoesByAsync("operation_user_id (user_id=?)", new Filter<Operation>().In(static row => row.UserId, list));
        await GoesByAsync("PRIMARY KEY (system_id=? AND group_key=?)", new Filter<GroupEdge>().Equal(static row => row.SystemId, "ad").In(static row => row.GroupKey, list));
        await GoesByAsync("group_edge_system_id_member_key (system_id=? AND member_key=?)", new Filter<GroupEdge>().Equal(static row => row.SystemId, "ad").In(static row => row.MemberKey, list));
        await GoesByAsync("PRIMARY KEY (system_id=? AND user_id=?)", new Filter<TouchedMark>().Equal(static row => row.SystemId, "rc").In(static row => row.UserId, list));
        await GoesByAsync("hub_group_system_id_key (system_id=? AND key=?)", new Filter<HubGroup>().Equal(static row => row.SystemId, "ad").Equal(static row => row.Key, "k").Equal(static row => row.Kind, HubGroupKind.Imported));
        await GoesByAsync("hub_group_primary (system_id=? AND primary_group_id=?)", new Filter<HubGroup>().Equal(static row => row.SystemId, "ad").Equal(static row => row.PrimaryGroupId, 513));
        await GoesByAsync("problem_user_id (user_id=?)", new Filter<Problem>().Equal(static row => row.UserId, "u"));
    }

    /// <summary>All that a sign-in asks the hub for.</summary>
    [Fact]
    public async Task A_sign_in_looks_at_nobody_else()
    {
        string[] list = ["a", "b"];
        await GoesByAsync("hub_user_login_key (login_key=?)", new Filter<HubUser>().Equal(static row => row.LoginKey, "l").Take(1));
        await GoesByAsync("hub_user_mail_key (mail_key=?)", new Filter<HubUser>().Equal(static row => row.MailKey, "m").AnyOrder().Take(3));
        await GoesByAsync("app_user_system_id_mail_key (system_id=? AND mail_key=?)", new Filter<AppUserMail>().Equal(static row => row.SystemId, "ad").Equal<string?>(static row => row.MailKey, "m").AnyOrder().Take(5));
        await GoesByAsync("sqlite_autoindex_app_user_1 (system_id=? AND key=?)", new Filter<AppUserLink>().Equal(static row => row.SystemId, "ad").In(static row => row.Key, list));
        await GoesByAsync("app_user_owner (user_id=?)", new Filter<AppUserLink>().In<string?>(static row => row.UserId, ["u"]));
        await GoesByAsync("sqlite_autoindex_hub_user_1 (id=?)", new Filter<HubUser>().Equal(static row => row.Id, "u").Take(1));
        await GoesByAsync("assignment_user_id (user_id=?)", new Filter<Assignment>().Equal(static row => row.UserId, "u"));
        await GoesByAsync("local_member_user_id (user_id=?)", new Filter<LocalMember>().Equal(static row => row.UserId, "u"));
        await GoesByAsync("group_edge_system_id_member_key (system_id=? AND member_key=?)", new Filter<GroupEdge>().Equal(static row => row.SystemId, "ad").In(static row => row.MemberKey, list));
        await GoesByAsync("PRIMARY KEY (key=?)", new Filter<SignOnTally>().In(static row => row.Key, list));
        await GoesByAsync("PRIMARY KEY (user_id=? AND mark=?)", new Filter<SignOnPlace>().Equal(static row => row.UserId, "u").Equal(static row => row.Mark, "m"));
        await GoesByAsync("PRIMARY KEY (kind=? AND id=?)", new Filter<SamlMark>().Equal(static row => row.Kind, SamlMarkKind.Request).Equal(static row => row.Id, "i"));
        await GoesByAsync("saml_mark_until (until<?)", new Filter<SamlMark>().Less(static row => row.Until, DateTimeOffset.UnixEpoch).AnyOrder());
        await GoesByAsync("sign_on_tally_until (until<?)", new Filter<SignOnTally>().Less(static row => row.Until, DateTimeOffset.UnixEpoch).AnyOrder());
        await GoesByAsync("sign_on_place_at (at<?)", new Filter<SignOnPlace>().Less(static row => row.At, DateTimeOffset.UnixEpoch).AnyOrder());
    }

    [Fact]
    public async Task Reading_everything_goes_along_the_key_without_sorting()
    {
        Assert.DoesNotContain(await PlanAsync<AppUser>(null), static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(await PlanAsync(new Filter<AppUser>().Equal(static row => row.SystemId, "ad")), static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_in_any_order_are_not_sorted()
    {
        Filter<AppUser> some = new Filter<AppUser>().Equal(static row => row.SystemId, "ad").In(static row => row.Key, ["a", "b"]);
        Assert.Contains(await PlanAsync(some), static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(await PlanAsync(some.AnyOrder()), static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private async Task GoesByAsync<T>(string index, Filter<T> filter)
        where T : class, IHubRow => Assert.Contains(await PlanAsync(filter), step => step.EndsWith(index, StringComparison.Ordinal));

    private async Task<List<string>> PlanAsync<T>(Filter<T>? filter)
        where T : class, IHubRow
    {
        await using SqliteSession session = await SqliteSession.OpenAsync(Location.Path!, SqliteOptions.ReaderPragmas, SqliteOptions.Default, Token);
        Statement select = FilterSql.Select(session.Dialect, Tables.Of<T>(), filter);
        return [.. (await session.QueryAsync("EXPLAIN QUERY PLAN " + select.Sql, select.Values, Token)).Select(static row => (string)row[3]!)];
    }
}
