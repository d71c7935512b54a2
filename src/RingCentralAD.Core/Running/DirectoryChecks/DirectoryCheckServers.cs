using System.Globalization;
using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>Looks at each server of a directory: does it answer, whose certificate does it show, is its clock right. Keeps the first that is good open.</summary>
internal sealed class DirectoryCheckServers(DirectoryEntry entry, NetworkCredential? credential, TimeProvider time, DirectoryCheckFindings findings) : IAsyncDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(30);

    // Kerberos refuses tickets from five minutes on (RFC 4120, 1.6).
    private static readonly TimeSpan s_kerberosLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_noticeable = TimeSpan.FromMinutes(1);

    private bool _refused;

    /// <summary>The first server that let us in; null while none did.</summary>
    public LdapConnection? Open { get; private set; }

    /// <summary>What that server says of itself.</summary>
    public RawEntry? RootDse { get; private set; }

    /// <summary>The findings about one server.</summary>
    public async Task<IReadOnlyList<DirectoryCheck>> CheckAsync(string server, CancellationToken cancellationToken)
    {
        string reach = $"Server {server}";
        if (_refused)
        {
            return [findings.Skipped(reach, "Not tried: another server refused the name or the password, and trying it again could lock the account.")];
        }

        LdapServers servers = new(entry.Settings with { Servers = [server] }, credential, time);
        try
        {
            LdapConnection connection = await servers.ConnectAsync(cancellationToken).ConfigureAwait(false);
            bool kept = false;
            try
            {
                RawEntry root = LdapSession.Raw(await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false));
                DirectoryCheck[] found =
                [
                    findings.Passed(reach, $"Answers, and lets {servers.Account} in."),
                    Certificate(server, connection.Certificate),
                    Clock(server, root),
                ];
                if (Open is null)
                {
                    (Open, RootDse, kept) = (connection, root, true);
                }

                return found;
            }
            finally
            {
                if (!kept)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        catch (LdapException error)
        {
            return [findings.Failed(reach, LdapErrors.From(error, server, servers.Account))];
        }
        catch (RingCentralAdException error)
        {
            _refused = error.ErrorId == "AdSignInFailed";
            return [findings.Failed(error.ErrorId.StartsWith("AdCertificate", StringComparison.Ordinal) ? $"Certificate of {server}" : reach, error)];
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Open?.DisposeAsync() ?? ValueTask.CompletedTask;

    private DirectoryCheck Certificate(string server, LdapServerCertificate? certificate)
    {
        string check = $"Certificate of {server}";
        if (certificate is null)
        {
            return findings.Skipped(check, "The connection is sealed by Kerberos; no certificate is used.");
        }

        string what = string.Create(CultureInfo.InvariantCulture, $"For {string.Join(", ", certificate.Names)}, issued by {certificate.Issuer}, valid until {certificate.NotAfter:yyyy-MM-dd}.");
        if (entry.Settings.SkipCertificateCheck)
        {
            return findings.Warning(check, $"Not verified. {what}", "Connect again without -SkipCertificateCheck, naming the CA with -CACertificate.");
        }

        TimeSpan left = certificate.NotAfter - time.GetUtcNow();
        return left <= s_soon
            ? findings.Warning(check, $"{what} {Counted.Of(Math.Max(0, (int)left.TotalDays), "day is", "days are")} left.", "Renew the server's certificate before it ends: after that nothing is imported or written.")
            : findings.Passed(check, what);
    }

    private DirectoryCheck Clock(string server, RawEntry root)
    {
        string check = $"Clock of {server}";
        if (!TryTime(root.Text("currentTime"), out DateTimeOffset theirs))
        {
            return findings.Skipped(check, "The server does not tell its time.");
        }

        TimeSpan difference = theirs - time.GetUtcNow();
        string what = $"{Counted.Of((long)Math.Round(Math.Abs(difference.TotalSeconds)), "second")} {(difference < TimeSpan.Zero ? "behind" : "ahead of")} this machine.";
        const string Remedy = "Let both take their time from the domain (w32tm, chrony).";
        return difference.Duration() switch
        {
            var off when off > s_kerberosLimit && credential is null => findings.Failed(check, $"{what} Kerberos refuses more than five minutes.", Remedy),
            var off when off > s_noticeable => findings.Warning(check, what, Remedy),
            _ => findings.Passed(check, what),
        };
    }

    private static bool TryTime(string? text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, ["yyyyMMddHHmmss.FFFFFFF'Z'", "yyyyMMddHHmmss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
