namespace RingCentralAD.Simulator;

/// <summary>Cost centres.</summary>
internal static class CostCenterOperations
{
    public static Answer List(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        w.Array("records", call.Account.CostCenters, c =>
        {
            w.WriteNumber("id", Call.Number(c.Id) ?? 0);
            w.WriteString("name", c.Name);
            w.Text("billingCode", c.BillingCode);
            w.Object("taxLocation", () =>
            {
                w.WriteNumber("id", 1);
                w.WriteString("name", "Billing address");
                w.WriteString("type", "BillingAddress");
                w.Object("address", () => AccountOperations.Address(w, call.Account));
            });
        });
        w.WriteEndObject();
    });
}
