using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>The certificates of sign-on that near their end: the one that signs, and those that the services show to browsers.</summary>
internal static class SignOnHealth
{
    /// <summary>How long the ended certificate of a service is told: one that nobody renews for longer is gone, and left its note.</summary>
    private static readonly TimeSpan s_gone = TimeSpan.FromDays(30);

    /// <summary>Reads it.</summary>
    public static async Task<IReadOnlyList<HealthFinding>> ReadAsync(IHubReader hub, HealthLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset until = now.AddDays(limits.ExpiryDays);
        List<HealthFinding> findings = [];
        if ((await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All is [{ } signs, ..])
        {
            using X509Certificate2 certificate = CertificateText.Read(signs.Certificate);
            if (certificate.NotAfter.ToUniversalTime() <= until)
            {
                findings.Add(Ends("The signing certificate of sign-on", certificate.NotAfter.ToUniversalTime(), now, "Change the key with Set-RcSsoProvider -KeyRollover Begin, and give RingCentral the new metadata: docs/sign-on.md has the steps."));
            }
        }

        findings.AddRange((await hub.GetAsync<SignOnServices>(cancellationToken).ConfigureAwait(false)).All.Where(note => note.CertificateEnds is { } end && end <= until && end > now - s_gone)
            .OrderBy(static note => note.CertificateEnds)
            .Select(note => Ends(
                $"The certificate of the sign-on service at {note.Url} on {note.Host}", note.CertificateEnds!.Value, now,
                $"Renew {note.Certificate} on {note.Host} before it ends: after that browsers refuse the sign-in page. The service reads it again by itself.")));
        return findings;
    }

    private static HealthFinding Ends(string name, DateTimeOffset end, DateTimeOffset now, string remedy) =>
        new() { Topic = HealthTopic.CertificateExpires, Subject = name, Step = HealthSteps.OfTime(end - now), Message = $"{name} {HealthSteps.When(end, now)}.", Remedy = remedy };
}
