using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>The phones of an extension.</summary>
internal static class DeviceOperations
{
    private static readonly string[] s_types = ["HardPhone", "SoftPhone", "OtherPhone", "WebRTC", "Room"];

    public static Answer OfExtension(Call call)
    {
        Extension extension = call.Extension();
        IReadOnlyList<string>? types = call.Query.Choices("type", s_types);
        Page<Device> page = Page.Of(call, call.Account.DeviceTable.Of(extension.Id).ToArray(), d => types?.Contains(d.Type) ?? true);
        return Answer.Json(w => page.Write(w, call, d => Write(w, call, d)));
    }

    public static Answer Read(Call call)
    {
        string text = call.Parameter("deviceId");
        Device device = (Call.Number(text) is { } id ? call.Account.DeviceTable.Find(id) : null) ?? throw new ApiException(Problem.NotFound("deviceId", text));
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            Write(w, call, device);
            w.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter w, Call call, Device d)
    {
        w.WriteString("uri", $"{call.AccountUri}/device/{d.Id.Id()}");
        w.WriteString("id", d.Id.Id());
        w.WriteString("type", d.Type);
        w.WriteString("name", d.Name);
        w.WriteString("status", "Offline");
        if (d.ExtensionId is { } extension)
        {
            w.Object("extension", () =>
            {
                w.WriteString("uri", call.ExtensionUri(extension));
                w.WriteNumber("id", extension);
                w.Text("extensionNumber", call.Account.ExtensionTable.Find(extension)?.ExtensionNumber);
            });
        }

        w.Array("phoneLines", d.NumberId is { } id && call.Account.NumberTable.Find(id) is { } number ? [number] : Array.Empty<PhoneNumber>(), n =>
        {
            w.WriteString("id", (d.Id + 1).Id());
            w.WriteString("lineType", "Standalone");
            w.Object("phoneInfo", () =>
            {
                w.WriteNumber("id", n.Id);
                w.WriteString("phoneNumber", n.Number);
                w.WriteString("paymentType", n.PaymentType);
                w.Text("type", n.Type);
                w.WriteString("usageType", "DirectNumber");
                w.WriteString("status", n.Status);
            });
        });
    }
}
