using System.Net;
using DnsClient;
using DnsClient.Protocol;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>One server to try.</summary>
/// <param name="Name">Its name as people write it, host or host:port.</param>
/// <param name="Address">Its address where it is known; else the system looks up the name.</param>
internal sealed record ServerCandidate(string Name, IPAddress? Address);

/// <summary>
/// The controllers of a domain as DNS names them: _ldap._tcp.dc._msdcs.DOMAIN (MS-ADTS 6.3.2.3), in the order of RFC 2782.
/// </summary>
internal sealed class DomainControllers(string? nameServer, Random random)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>Whether a name may be a domain's: of several labels, and neither an address nor with a port or a scheme.</summary>
    public static bool MayBeDomain(string server) =>
        server.Trim().TrimEnd('.') is var name && name.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(name, out _) && Uri.CheckHostName(name) == UriHostNameType.Dns;

    /// <summary>The controllers; none where the name is no domain's, or DNS does not answer.</summary>
    public async Task<IReadOnlyList<ServerCandidate>> FindAsync(string domain, CancellationToken cancellationToken)
    {
        if (Client() is not { } client)
        {
            return [];
        }

        try
        {
            IDnsQueryResponse answer = await client.QueryAsync($"_ldap._tcp.dc._msdcs.{domain.Trim().TrimEnd('.')}", QueryType.SRV, cancellationToken: cancellationToken).ConfigureAwait(false);
            List<ServerCandidate> found = [];
            foreach (SrvRecord record in Order(answer.Answers.SrvRecords(), random))
            {
                string host = record.Target.Value.TrimEnd('.');
                if (host.Length > 0)
                {
                    found.Add(new ServerCandidate(host, await AddressAsync(client, answer, record.Target, cancellationToken).ConfigureAwait(false)));
                }
            }

            return found;
        }
        catch (Exception error) when (error is DnsResponseException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Lower priorities first; among equals by chance in proportion to the weights, those of weight 0 with the least chance (RFC 2782).</summary>
    internal static IReadOnlyList<SrvRecord> Order(IEnumerable<SrvRecord> records, Random random)
    {
        List<SrvRecord> ordered = [];
        foreach (IGrouping<ushort, SrvRecord> equals in records.GroupBy(static record => record.Priority).OrderBy(static group => group.Key))
        {
            List<SrvRecord> left = [.. equals.OrderBy(static record => record.Weight)];
            while (left.Count > 0)
            {
                int chosen = random.Next(left.Sum(static record => record.Weight) + 1);
                int index = 0;
                for (int sum = left[0].Weight; sum < chosen; sum += left[index].Weight)
                {
                    index++;
                }

                ordered.Add(left[index]);
                left.RemoveAt(index);
            }
        }

        return ordered;
    }

    private LookupClient? Client()
    {
        NameServer[] servers = nameServer is null
            ? [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)]
            : [new NameServer(Parse(nameServer))];
        return servers.Length == 0 ? null : new LookupClient(new LookupClientOptions(servers) { Timeout = s_limit, Retries = 1, UseCache = false, ThrowDnsErrors = false });
    }

    private async Task<IPAddress?> AddressAsync(LookupClient client, IDnsQueryResponse answer, DnsString host, CancellationToken cancellationToken)
    {
        AddressRecord? told = answer.Additionals.OfType<AddressRecord>().FirstOrDefault(record => record.DomainName.Equals(host));
        if (told is not null || nameServer is null)
        {
            return told?.Address;
        }

        IDnsQueryResponse looked = await client.QueryAsync(host, QueryType.A, cancellationToken: cancellationToken).ConfigureAwait(false);
        return looked.Answers.AddressRecords().FirstOrDefault()?.Address;
    }

    private static IPEndPoint Parse(string text) => IPEndPoint.TryParse(text, out IPEndPoint? parsed)
        ? new IPEndPoint(parsed.Address, parsed.Port == 0 ? NameServer.DefaultPort : parsed.Port)
        : throw new RingCentralAdException("AdUnreachable", ErrorKind.InvalidInput, $"'{text}' names no name server.", "Give its address, or address:port.", text);
}
