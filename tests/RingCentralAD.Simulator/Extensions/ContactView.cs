using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>ContactInfo as v1.0 shows it.</summary>
internal static class ContactView
{
    public static void Write(Utf8JsonWriter w, Extension e, bool whole) => w.Object("contact", () =>
    {
        Contact c = e.Contact;
        w.Text("firstName", c.FirstName);
        w.Text("lastName", c.LastName);
        w.Text("company", c.Company);
        w.Text("email", c.Email);
        w.Text("businessPhone", c.BusinessPhone);
        if (e.Status != "Unassigned")
        {
            w.WriteBoolean("emailAsLoginName", c.EmailAsLoginName);
        }

        if (!whole)
        {
            return;
        }

        w.Text("jobTitle", c.JobTitle);
        w.Text("mobilePhone", c.MobilePhone);
        w.Text("department", c.Department);
        if (c.BusinessAddress is { } address)
        {
            w.Object("businessAddress", () => Address(w, address));
        }

        if (e.Name.Length > 0)
        {
            w.Object("pronouncedName", () =>
            {
                w.WriteString("type", "Default");
                w.WriteString("text", e.Name);
            });
        }
    });

    public static void Address(Utf8JsonWriter w, PostalAddress address)
    {
        w.Text("street", address.Street);
        w.Text("city", address.City);
        w.Text("zip", address.Zip);
        w.Text("state", address.State);
        w.Text("country", address.Country);
    }
}
