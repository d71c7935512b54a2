using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Emergency locations: where a line's emergency call comes from. Read only.</summary>
internal static class EmergencyLocations
{
    public static Answer List(Call call)
    {
        Page<EmergencyLocation> page = Page.Of(call, call.Account.EmergencyLocations);
        return Answer.Json(w => page.Write(w, call, l => Write(w, call, l), pagingAlways: true));
    }

    public static Answer Read(Call call)
    {
        string id = call.Parameter("locationId");
        EmergencyLocation found = call.Account.EmergencyLocations.FirstOrDefault(l => l.Id == id) ?? throw new ApiException(Problem.NotFound("locationId", id));
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            Write(w, call, found);
            w.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter w, Call call, EmergencyLocation l)
    {
        w.WriteString("uri", $"{call.AccountUri}/emergency-locations/{l.Id}");
        w.WriteString("id", l.Id);
        w.WriteString("name", l.Name);
        w.Object("address", () => ContactView.Address(w, call.Account.Address));
        w.WriteString("addressStatus", "Valid");
        w.WriteString("usageStatus", "Active");
        w.WriteString("visibility", "Public");
    }
}
