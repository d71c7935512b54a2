using RingCentralAD.Ldap.Transport;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>What MIT Kerberos says, in words that help; those that the real server of the tests cannot be made to say among them.</summary>
public sealed class KerberosReasonTests
{
    [Theory]
    [InlineData("Clock skew too great", "five minutes")]
    [InlineData("Client 'ann@CONTOSO.COM' not found in Kerberos database", "does not know ann@CONTOSO.COM")]
    [InlineData("Server ldap/dc1.contoso.com@CONTOSO.COM not found in Kerberos database", "setspn -S ldap/dc1.contoso.com")]
    [InlineData("Preauthentication failed", "export the keytab again")]
    [InlineData("Client's credentials have been revoked", "disabled, locked or expired")]
    [InlineData("Password has expired", "password has expired")]
    [InlineData("No Kerberos credentials available (default cache: FILE:/tmp/krb5cc_0)", "kinit")]
    [InlineData("Ticket expired", "kinit again")]
    [InlineData("Cannot contact any KDC for realm 'CONTOSO.COM'", "port 88")]
    [InlineData("Key table file '/etc/x.keytab' not found", "klist -k")]
    public void Each_failure_has_its_remedy(string said, string hint) =>
        Assert.Contains(hint, KerberosReason.Hint(said, new LdapCredential.Negotiate { Keytab = said.StartsWith('K') || said.StartsWith('P') ? "/etc/x.keytab" : null, Principal = "ann@CONTOSO.COM" }, "ldap/dc1.contoso.com"), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_known_is_left_in_Kerberos_own_words() => Assert.Null(KerberosReason.Hint("Something new", new LdapCredential.Negotiate(), "ldap/dc1.contoso.com"));
}
