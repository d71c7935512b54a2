using System.Runtime.CompilerServices;
using System.Text;
using RingCentralAD.Ldap.Protocol;
using RingCentralAD.Ldap.Transport;

namespace RingCentralAD.Ldap;

/// <summary>
/// A bound connection to one LDAP v3 server (RFC 4511). Safe for several operations at once; each waits no longer than
/// <see cref="LdapOptions.ResponseTimeout"/> for the next sign of the server. A search whose entries nobody takes holds up no other: see
/// <see cref="LdapOptions.ReadAhead"/>. One that is left early or cancelled is abandoned at the server. After an exception check <see cref="IsOpen"/>:
/// a connection that was lost stays lost, open another. Cancelling while a request is being sent ends the connection too,
/// as half a request may be on its way.
/// </summary>
public sealed class LdapConnection : IAsyncDisposable
{
    private const string WhoAmIOid = "1.3.6.1.4.1.4203.1.11.3";

    private readonly LdapChannel _channel;

    private LdapConnection(LdapChannel channel) => _channel = channel;

    /// <summary>Host and port.</summary>
    public string Server => _channel.Options.Server;

    public bool IsOpen => _channel.IsOpen;

    /// <summary>The server's certificate; null without TLS.</summary>
    public LdapServerCertificate? Certificate { get; private init; }

    /// <summary>What the server's password policy says of a bind that succeeded and asked for it: 2 where the password must be changed first; null where nothing.</summary>
    public int? PasswordPolicyError { get; private init; }

    /// <summary>Connects, brings the connection under TLS as the options say, and binds.</summary>
    /// <exception cref="LdapException">Any of these failed; the kind tells which and why.</exception>
    public static async Task<LdapConnection> ConnectAsync(LdapOptions options, LdapCredential credential, CancellationToken cancellationToken = default)
    {
        LdapBinder.CheckAllowed(options, credential);
        LdapWire? wire = null;
        try
        {
            wire = await LdapConnector.OpenAsync(options, cancellationToken).ConfigureAwait(false);
            int? policy = await LdapBinder.BindAsync(wire, options, credential, cancellationToken).ConfigureAwait(false);
            LdapServerCertificate? certificate = wire.Certificate;
            LdapChannel channel = new(wire, options);
            wire = null;
            return new(channel) { Certificate = certificate, PasswordPolicyError = policy };
        }
        catch (LdapException exception) when (exception.Server.Length == 0)
        {
            throw exception.With(options.Server, outcomeUnknown: false);
        }
        finally
        {
            wire?.Dispose();
        }
    }

    /// <summary>Entries as they arrive. Use <see cref="SearchPagedAsync(LdapSearch, int, CancellationToken)"/> for many: servers cut long answers.</summary>
    /// <exception cref="LdapException">The search did not come to its end; what was seen is not all.</exception>
    public IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, CancellationToken cancellationToken = default)
        => SearchAsync(search, new LdapSearchOutcome(), cancellationToken);

    /// <summary>The same; <paramref name="outcome"/> is filled with the final answer, its controls and the references.</summary>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, LdapSearchOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        outcome.Result = null;
        string what = $"Search below '{search.BaseDn}'";
        using LdapOperation operation = await _channel.StartAsync(what, writes: false, id => LdapRequestWriter.Search(id, search, search.Controls), cancellationToken).ConfigureAwait(false);
        for (Func<CancellationToken, Task<bool>>? stillAtWork = search.StillAtWork; ; stillAtWork = null)
        {
            LdapMessage message = await operation.NextAsync(stillAtWork, cancellationToken).ConfigureAwait(false);
            switch (message.Body)
            {
                case LdapEntry entry:
                    yield return entry;
                    break;
                case string[] urls:
                    outcome.AddReferences(urls);
                    break;
                case LdapIntermediate intermediate:
                    outcome.Add(intermediate);
                    break;
                default:
                    outcome.Result = operation.Finish(message, LdapTag.SearchResultDone);
                    yield break;
            }
        }
    }

    /// <summary>All entries, read in pages (RFC 2696); the next page is asked for when the last one has been taken.</summary>
    /// <exception cref="LdapException">The search did not come to its end; what was seen is not all.</exception>
    public IAsyncEnumerable<LdapEntry> SearchPagedAsync(LdapSearch search, int pageSize, CancellationToken cancellationToken = default)
        => SearchPagedAsync(search, pageSize, new LdapSearchOutcome(), cancellationToken);

    /// <summary>The same; <paramref name="outcome"/> gathers the references of all pages and the last page's answer.</summary>
    public async IAsyncEnumerable<LdapEntry> SearchPagedAsync(LdapSearch search, int pageSize, LdapSearchOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        byte[] cookie = [];
        do
        {
            LdapSearch page = search with { Controls = [.. search.Controls, LdapControl.PagedResults(pageSize, cookie)] };
            await foreach (LdapEntry entry in SearchAsync(page, outcome, cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }

            search = search with { StillAtWork = null };

            // Without the answer's control nobody can tell whether this was all.
            cookie = outcome.Result?.Control(LdapControl.PagedResultsOid)?.ReadPagedCookie()
                ?? throw new LdapException(LdapErrorKind.Protocol, $"{Server} answered a paged search without saying whether more follows.") { Server = Server };
        }
        while (cookie.Length > 0);
    }

    /// <summary>Carries out all modifications in one request, or none.</summary>
    /// <exception cref="LdapException">Nothing was changed, unless <see cref="LdapException.OutcomeUnknown"/> is set. After a cancellation too the outcome is unknown.</exception>
    public async Task ModifyAsync(string dn, IReadOnlyList<LdapModification> modifications, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(modifications.Count);
        using LdapOperation operation = await _channel.StartAsync($"Modify of '{dn}'", writes: true, id => LdapRequestWriter.Modify(id, dn, modifications), cancellationToken).ConfigureAwait(false);
        operation.Finish(await operation.NextAsync(cancellationToken).ConfigureAwait(false), LdapTag.ModifyResponse);
    }

    /// <summary>Whether the entry's attribute holds the value, by the attribute's own matching rule.</summary>
    public async Task<bool> CompareAsync(string dn, string attribute, byte[] value, CancellationToken cancellationToken = default)
    {
        using LdapOperation operation = await _channel.StartAsync($"Compare of '{dn}'", writes: false, id => LdapRequestWriter.Compare(id, dn, attribute, value), cancellationToken).ConfigureAwait(false);
        LdapMessage message = await operation.NextAsync(cancellationToken).ConfigureAwait(false);
        return operation.Finish(message, LdapTag.CompareResponse, LdapResultCodes.CompareTrue, LdapResultCodes.CompareFalse).Code == LdapResultCodes.CompareTrue;
    }

    /// <summary>An extended operation (RFC 4511, 4.12). It is taken for a write: after a lost answer the outcome is unknown.</summary>
    /// <exception cref="ArgumentException">StartTLS: it belongs to <see cref="LdapOptions.Tls"/>.</exception>
    public async Task<LdapResult> ExtendedAsync(string oid, byte[]? value, CancellationToken cancellationToken = default)
    {
        if (oid == LdapConnector.StartTlsOid)
        {
            throw new ArgumentException("StartTLS is asked for with LdapOptions.Tls, before the bind.", nameof(oid));
        }

        using LdapOperation operation = await _channel.StartAsync($"Extended operation {oid}", writes: true, id => LdapRequestWriter.Extended(id, oid, value), cancellationToken).ConfigureAwait(false);
        return operation.Finish(await operation.NextAsync(cancellationToken).ConfigureAwait(false), LdapTag.ExtendedResponse);
    }

    /// <summary>Whom the server takes us for (RFC 4532), such as <c>u:CORP\ann</c> or <c>dn:cn=ann</c>; empty for nobody.</summary>
    public async Task<string> WhoAmIAsync(CancellationToken cancellationToken = default)
        => Encoding.UTF8.GetString((await ExtendedAsync(WhoAmIOid, null, cancellationToken).ConfigureAwait(false)).Value ?? []);

    /// <summary>
    /// All values of an attribute of one entry, however many: Active Directory sends at most 1,500 or 5,000 at once and names the piece
    /// (<c>member;range=0-1499</c>, MS-ADTS 3.1.1.3.1.3.3). Empty where the attribute is absent. For Active Directory only.
    /// </summary>
    /// <exception cref="LdapException">There is no such entry, or the pieces do not make a whole.</exception>
    public async Task<IReadOnlyList<byte[]>> ReadAllValuesAsync(string dn, string attribute, CancellationToken cancellationToken = default)
    {
        List<byte[]> values = [];
        LdapValueRange? range;
        do
        {
            LdapSearch search = new() { BaseDn = dn, Scope = LdapScope.Base, Attributes = [LdapValueRange.Ask(attribute, values.Count)] };
            LdapEntry entry = await ReadEntryAsync(search, cancellationToken).ConfigureAwait(false);
            range = LdapValueRange.Find(entry, attribute);
            values.AddRange(range?.Take(entry, values.Count) ?? []);
        }
        while (range is { IsLast: false });
        return values;
    }

    /// <summary>What the server says about itself; <see cref="LdapRootDse"/> reads it.</summary>
    public Task<LdapEntry> ReadRootDseAsync(CancellationToken cancellationToken = default)
        => ReadEntryAsync(new LdapSearch { Scope = LdapScope.Base, Attributes = ["*", "+"] }, cancellationToken);

    /// <summary>Tells the server goodbye and closes; operations under way fail with ConnectionLost.</summary>
    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private async Task<LdapEntry> ReadEntryAsync(LdapSearch search, CancellationToken cancellationToken)
    {
        LdapEntry? found = null;
        await foreach (LdapEntry entry in SearchAsync(search, cancellationToken).ConfigureAwait(false))
        {
            found = entry;
        }

        return found ?? throw new LdapException(LdapErrorKind.NoSuchObject, $"{Server} shows no entry '{search.BaseDn}'; the account may not see it.") { Server = Server };
    }
}
