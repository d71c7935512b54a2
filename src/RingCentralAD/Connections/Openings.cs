using System.Net;
using System.Security;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Opens directories and the account from what the hub has registered, once per runspace.</summary>
internal static class Openings
{
    /// <summary>The directory's open session; opened from its registration where this runspace has none.</summary>
    public static async Task<IDirectory> DirectoryAsync(HubConnection connection, DirectoryEntry entry, ISecretSource secrets, CancellationToken cancellationToken)
    {
        if (connection.Directory(entry.Id) is { } open)
        {
            return open;
        }

        IDirectory directory = await OpenAsync(connection, entry, secrets, cancellationToken);
        await connection.KeepAsync(entry.Id, directory);
        return directory;
    }

    /// <summary>The account's open session; opened from its registration where this runspace has none.</summary>
    public static async Task<IAccount> AccountAsync(HubConnection connection, ISecretSource secrets, CancellationToken cancellationToken)
    {
        if (connection.Account is { } open)
        {
            return open;
        }

        HubIdentity identity = await connection.Store.GetIdentityAsync(cancellationToken);
        AccountSettings settings = identity.Account ?? throw NotConnected(identity);
        IAccount account = await OpenAsync(connection, settings, secrets, cancellationToken);
        await connection.KeepAsync(account);
        return account;
    }

    /// <summary>The hub has no account.</summary>
    public static RingCentralAdException NotConnected(HubIdentity identity) => new(
        "RcAccountNotConnected", ErrorKind.NotFound, $"The hub of {identity.Company} has no RingCentral account yet.", "Connect it with Connect-RcAccount.");

    /// <summary>Opens an account and checks that it is the one the hub is tied to.</summary>
    public static async Task<IAccount> OpenAsync(HubConnection connection, AccountSettings settings, ISecretSource secrets, CancellationToken cancellationToken)
    {
        HubIdentity identity = await connection.Store.GetIdentityAsync(cancellationToken);
        SecureString? jwt = await SecretAsync("RingCentral:jwt", settings.JwtFrom)
            ?? throw new RingCentralAdException(
                "RcJwtMissing", ErrorKind.Security, "The JWT credential for RingCentral is missing: the hub keeps its place, never the secret, and none was given.",
                "Connect-RcAccount -ClientId … -JwtFrom vault:RingCentral/jwt (or file:, env:, credential:), or give it with -Jwt for this session.");
        using AccountSecrets given = new(
            await SecretAsync("RingCentral:secret", settings.ClientSecretFrom), jwt, await SecretAsync("RingCentral:proxy", settings.ProxyPasswordFrom));
        RingCentralAccount account = await RingCentralAccount.OpenAsync(settings, given, TimeProvider.System, null, HubLog.Listening(connection.Store), cancellationToken);
        if (identity.AccountId is { } tied && tied != account.Description.Id)
        {
            string company = account.Description.Company;
            string id = account.Description.Id;
            await account.DisposeAsync();
            throw new RingCentralAdException(
                "RcWrongAccount", ErrorKind.Conflict, $"The hub of {identity.Company} is tied to RingCentral account {tied}; these credentials open account {id} ({company}).",
                "Use credentials of the right account, or a hub of its own for the other one.");
        }

        return account;

        async Task<SecureString?> SecretAsync(string name, string? place) =>
            place is null ? connection.Recall(name) : await secrets.GetAsync(place, cancellationToken);
    }

    /// <summary>Opens a directory.</summary>
    public static async Task<IDirectory> OpenAsync(HubConnection connection, DirectoryEntry entry, ISecretSource secrets, CancellationToken cancellationToken)
    {
        NetworkCredential? credential = await CredentialAsync(connection, entry, secrets, cancellationToken);
        return await DirectoryConnector.OpenAsync(entry.Id, entry.Kind, entry.Settings, credential, TimeProvider.System, cancellationToken);
    }

    /// <summary>Who signs in to a directory; null for Kerberos with whoever is logged on.</summary>
    public static async Task<NetworkCredential?> CredentialAsync(HubConnection connection, DirectoryEntry entry, ISecretSource secrets, CancellationToken cancellationToken)
    {
        DirectorySettings settings = entry.Settings;
        if ((settings.Keytab ?? settings.TicketCache) is not null)
        {
            return null;
        }

        SecureString? password = settings.PasswordFrom is null
            ? connection.Recall(PasswordOf(entry.Id))
            : await secrets.GetAsync(settings.PasswordFrom, cancellationToken);
        if (settings.UserName is not null && password is null)
        {
            throw new RingCentralAdException(
                "AdPasswordMissing", ErrorKind.Security, $"There is no password for {settings.UserName} in this session, to sign in to {entry.Name}.",
                "Connect-AdDirectory with -CredentialFrom, which names the place of the password (vault:, file:, env: or credential:) for every session, or with -Credential for this one.", entry.Name);
        }

        return settings.UserName is null ? null : new NetworkCredential(settings.UserName, password);
    }

    /// <summary>The name under which a directory's password is kept for the session.</summary>
    public static string PasswordOf(string directoryId) => $"directory:{directoryId}";
}
