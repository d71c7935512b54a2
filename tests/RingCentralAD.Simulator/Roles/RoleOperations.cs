namespace RingCentralAD.Simulator;

/// <summary>RingCentral's standard roles, the account's roles, the default role.</summary>
internal static class RoleOperations
{
    public static Answer ListStandard(Call call)
    {
        Page<Role> page = Page.Of(call, Role.Standard);
        return Answer.Json(w => page.Write(w, call, r => RoleView.Whole(w, call, r)));
    }

    public static Answer ReadStandard(Call call) => One(call, Find(Role.Standard, call.Parameter("roleId")));

    public static Answer List(Call call)
    {
        bool? custom = call.Query.Flag("custom");
        Page<Role> page = Page.Of(call, call.Account.Roles, r => custom is null || custom == r.Custom);
        return Answer.Json(w => page.Write(w, call, r => RoleView.Whole(w, call, r)));
    }

    public static Answer Read(Call call) => One(call, Find(call.Account.Roles, call.Parameter("roleId")));

    public static Answer ReadDefault(Call call) => Default(call);

    public static Answer UpdateDefault(Call call)
    {
        BodyReader body = call.Body();
        string? id = body.Id("id");
        if (id is null || call.Account.Roles.All(r => r.Id != id))
        {
            body.Problems.Add(new Problem(400, "CMN-102", "id", id));
        }

        call.Check(body);
        call.Account.DefaultRole = id!;
        return Default(call);
    }

    private static Answer Default(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        RoleView.Default(w, call, Find(call.Account.Roles, call.Account.DefaultRole));
        w.WriteEndObject();
    });

    private static Role Find(IEnumerable<Role> roles, string id) => roles.FirstOrDefault(r => r.Id == id) ?? throw new ApiException(Problem.NotFound("roleId", id));

    private static Answer One(Call call, Role role) => Answer.Json(w =>
    {
        w.WriteStartObject();
        RoleView.Whole(w, call, role);
        w.WriteEndObject();
    });
}
