using System.Globalization;
using System.Runtime.InteropServices;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Why Kerberos failed, in its own words and in what to do about it.</summary>
internal static class KerberosReason
{
    private const int RoutineError = 1;
    private const int MechanismError = 2;

    /// <summary>The reason for people, without a full stop.</summary>
    public static string Of(uint major, uint minor, in Gss.Oid mechanism, LdapCredential.Negotiate who, string target)
    {
        string said = TextOf(major, minor, mechanism);
        return Hint(said, who, target.Replace('@', '/')) is { } hint ? $"{hint} (Kerberos says: {said})" : $"Kerberos failed: {said}; check krb5.conf, the clock, the name and the password";
    }

    /// <summary>The library's own words.</summary>
    public static string TextOf(uint major, uint minor, in Gss.Oid mechanism)
    {
        string detail = Read(minor, MechanismError, mechanism);
        return detail.Length > 0 && minor != 0 ? detail : Read(major, RoutineError, mechanism);
    }

    /// <summary>
    /// What to do about a failure; null for one that is not known. The library maps the numbers of a mechanism within a mechanism to
    /// others: only its words are the same everywhere.
    /// </summary>
    internal static string? Hint(string said, LdapCredential.Negotiate who, string service)
    {
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        return said switch
        {
            _ when Says("clock skew") => "the clocks of this machine and of the domain differ by more than five minutes; let both take their time from the domain (chrony)",
            _ when Says("server") && Says("not found in kerberos database") =>
                $"Kerberos knows no service {service}; connect by the server's full name, or register that name: setspn -S {service} COMPUTER",
            _ when Says("not found in kerberos database") => $"Kerberos does not know {who.Principal ?? who.Shown}; check the name and the realm, which is written in capitals",
            _ when Says("preauthentication failed") || Says("decrypt integrity check failed") => who.Keytab is null
                ? "the password is wrong"
                : $"the keys in {who.Keytab} are not the account's any more; export the keytab again after a change of the password",
            _ when Says("keytab") || Says("key table") || who.Keytab is not null && Says("credentials") && !Says("revoked") =>
                $"the keytab {who.Keytab} cannot be read or holds no key of {who.Principal ?? "anybody"}; klist -k shows what it holds",
            _ when Says("password has expired") || Says("password expired") => "the password has expired",
            _ when Says("revoked") => "the account is disabled, locked or expired",
            _ when Says("no kerberos credentials available") || Says("no credentials cache") || Says("credentials cache") =>
                "there is no Kerberos ticket; run kinit, or give a keytab (-Keytab) or a name and password",
            _ when Says("expired") => "the Kerberos ticket has expired; run kinit again, or give a keytab (-Keytab)",
            _ when Says("cannot contact any kdc") || Says("cannot find kdc") || Says("cannot resolve") =>
                "no domain controller answers for the realm; check /etc/krb5.conf, the DNS of this machine and port 88",
            _ => null,
        };
    }

    private static string Read(uint status, int kind, in Gss.Oid mechanism)
    {
        List<string> texts = [];
        uint more = 0;
        do
        {
            Gss.Data text = default;
            if (Gss.Failed(Gss.DisplayStatus(out _, status, kind, mechanism, ref more, ref text)))
            {
                return texts.Count > 0 ? string.Join("; ", texts) : string.Create(CultureInfo.InvariantCulture, $"error {status}");
            }

            texts.Add(Marshal.PtrToStringUTF8(text.Value, (int)text.Length).TrimEnd('\0', '.'));
            _ = Gss.ReleaseBuffer(out _, ref text);
        }
        while (more != 0);
        return string.Join("; ", texts);
    }
}
