using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Extensions.</summary>
public sealed partial class RingCentralAccount
{
    private const string Extensions = "restapi/v1.0/account/~/extension";
    private const string OneExtension = "restapi/v1.0/account/~/extension/{extensionId}";

    // Unassigned ones are hidden by default, so all statuses are asked for by name.
    private static readonly string[] s_statuses = ["Enabled", "Disabled", "Frozen", "NotActivated", "Unassigned"];

    /// <inheritdoc />
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension?status=…</c>; Medium a page; ReadAccounts; ReadExtensions.</remarks>
    public IAsyncEnumerable<Extension> ReadExtensionsAsync(CancellationToken cancellationToken = default) =>
        _lists.ReadAsync(s_statuses.Aggregate(HttpCall.Get(RateGroups.Medium, Extensions), (call, status) => call.With("status", status)), ExtensionJson.Read, extension => extension.Id, cancellationToken: cancellationToken);

    /// <summary>The Unassigned extensions of type User: each carries a licence, a line and mostly a direct number.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension?status=Unassigned&amp;type=User</c>; Medium a page; ReadAccounts; ReadExtensions.</remarks>
    public IAsyncEnumerable<Extension> ReadUnassignedAsync(CancellationToken cancellationToken = default) =>
        _lists.ReadAsync(HttpCall.Get(RateGroups.Medium, Extensions).With("status", "Unassigned").With("type", "User"), ExtensionJson.Read, extension => extension.Id, cancellationToken: cancellationToken);

    /// <inheritdoc />
    /// <remarks>
    /// <c>GET /restapi/v1.0/account/{accountId}/extension/{extensionId}</c>; Light; ReadAccounts; ReadExtensions.
    /// Null only when RingCentral itself says that this extension does not exist (404, CMN-102): another 404 is an error.
    /// </remarks>
    public async Task<Extension?> FindExtensionAsync(string extensionId, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _transport.SendAsync(HttpCall.Get(RateGroups.Light, OneExtension, extensionId), answer => Same(ExtensionJson.Read(answer), extensionId), cancellationToken).ConfigureAwait(false);
        }
        catch (AccountException error) when (error.Failure == AccountFailure.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension?email=</c> with every status; Medium; ReadAccounts; ReadExtensions.</remarks>
    public async Task<IReadOnlyList<Extension>> FindExtensionsByMailAsync(string mail, CancellationToken cancellationToken = default)
    {
        List<Extension> found = [];
        await foreach (Extension extension in _lists.ReadAsync(HttpCall.Get(RateGroups.Medium, Extensions).With("email", mail), ExtensionJson.Read, one => one.Id, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // The filter's exactness is not documented; an answer without the address is believed.
            if (extension.Attributes.Text("email") is not string shown || string.Equals(shown, mail, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(extension);
            }
        }

        return found;
    }

    /// <inheritdoc />
    /// <remarks><c>POST /restapi/v1.0/account/{accountId}/extension</c>; Medium; EditAccounts; AddRemoveUsers.</remarks>
    public Task<AccountAnswer> CreateExtensionAsync(string body, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpCall.Write(HttpMethod.Post, RateGroups.Medium, Extensions, body), answer => Answer(answer, ExtensionJson.Read(answer)), cancellationToken);

    /// <inheritdoc />
    /// <remarks><c>PUT /restapi/v1.0/account/{accountId}/extension/{extensionId}</c>; Medium; EditExtensions; EditUserInfo or EditUserCredentials.</remarks>
    public Task<AccountAnswer> UpdateExtensionAsync(string extensionId, string body, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpCall.Write(HttpMethod.Put, RateGroups.Medium, OneExtension, body, extensionId), answer => Answer(answer, Same(ExtensionJson.Read(answer), extensionId)), cancellationToken);

    // Another extension than the one that was asked for would be taken for it.
    private static Extension? Same(Extension? extension, string id) => id == "~" || extension?.Id == id ? extension : null;

    private static AccountAnswer? Answer(HttpAnswer answer, Extension? extension) =>
        extension is null ? null : new AccountAnswer(extension, answer.RequestId);
}
