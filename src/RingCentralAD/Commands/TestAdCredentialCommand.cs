using System.Management.Automation;
using System.Net;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Checks a person's Active Directory credentials as a sign-in to RingCentral does, and says in plain words why not.</summary>
/// <remarks>
/// <para>The person is found as at the sign-in: by login, mail, user principal name, sAMAccountName or DOMAIN\name, through the hub's link. The password is
/// tried by one bind over TLS in the directory of that link, and kept nowhere. Valid says whether the directory has shown that the password is
/// right; CanSignIn whether the person would also come in: active in the hub and assigned to RingCentral.</para>
/// <para>A wrong password counts in Active Directory as any other does. All tries of a person, those at the sign-in page included, share one budget
/// that stays two below the domain's lockout threshold: when it is used up, the outcome is TooManyTries, and the directory is not asked until the time in After.</para>
/// <para>Without -Credential and -Password the password is asked for. It is never taken as plain text.</para>
/// </remarks>
/// <example>
/// <code>Test-AdCredential zoe@contoso.com</code>
/// <para>Asks for Zoe's password and checks it.</para>
/// </example>
/// <example>
/// <code>Test-AdCredential -Credential (Get-Credential) | Format-List</code>
/// <para>Checks the name as it was typed, and shows the reason and the remedy.</para>
/// </example>
/// <example>
/// <code>Get-HubUser pilot1, pilot2 | Test-AdCredential -Password $initial | Where-Object { -not $_.CanSignIn }</code>
/// <para>Shows who of a pilot cannot sign in with the initial password, and why.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AdCredential", DefaultParameterSetName = ByPassword)]
[OutputType(typeof(AdCredentialResult))]
public sealed class TestAdCredentialCommand : HubCmdlet
{
    private const string ByPassword = "Password";
    private const string ByCredential = "Credential";

    private CredentialCheck? _check;

    /// <summary>The people, by what they would type, or by hub user id, GUID or distinguished name; or objects that have one of these. Without it the name of -Credential is taken.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Name and password; where people are named besides, only the password is taken.</summary>
    [Parameter(ParameterSetName = ByCredential, Mandatory = true, HelpMessage = "Name and password; where people are named besides, only the password is taken.")]
    [ValidateNotNull]
    [Credential]
    public PSCredential Credential { get; set; } = null!;

    /// <summary>The password; asked for where it is not given.</summary>
    [Parameter(ParameterSetName = ByPassword)]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string name in Names())
        {
            _check ??= await OpenAsync();
            SecureString? given = ParameterSetName == ByCredential ? Credential.Password : Password;
            if (given is null && await _check.WithoutPasswordAsync(name, StopToken) is { } answer)
            {
                // Nobody types a password for nothing.
                WriteObject(answer);
                continue;
            }

            SecureString password = given ?? Ask(name);
            WriteObject(await _check.TestAsync(name, new NetworkCredential("", password).Password, StopToken));
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _check is { } check)
        {
            _check = null;
            check.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private IEnumerable<string> Names()
    {
        if (Identity is not null || MyInvocation.ExpectingInput || IsGiven(nameof(Identity)))
        {
            return UserIdentity.Named(Identity, WriteError).Select(static identity => identity.Value);
        }

        return ParameterSetName == ByCredential ? [Credential.UserName] : throw new RingCentralAdException(
            "CredentialPersonMissing", ErrorKind.InvalidInput, "Nobody was named whose credentials are to be checked.", "Name a person, or give -Credential with a name and a password.");
    }

    private SecureString Ask(string name)
    {
        try
        {
            Host.UI.Write($"Password of {name}: ");
            return Host.UI.ReadLineAsSecureString();
        }
        catch (Exception error) when (Question.IsUnanswered(error))
        {
            throw new RingCentralAdException(
                "CredentialUnasked", ErrorKind.InvalidInput, $"Nobody is here to type the password of {name}.", "Give it with -Password or -Credential.", name, error);
        }
    }

    /// <summary>Who reads each directory is found out here, since a vault answers on the pipeline's thread alone.</summary>
    private async Task<CredentialCheck> OpenAsync()
    {
        HubConnection connection = await ConnectionAsync();
        Dictionary<string, NetworkCredential?> readers = new(StringComparer.Ordinal);
        Dictionary<string, RingCentralAdException> failures = new(StringComparer.Ordinal);
        foreach (DirectoryEntry entry in (await connection.Store.ListAsync<DirectoryEntry>(cancellationToken: StopToken)).Where(static entry => entry.Kind != DirectoryKind.Ldif))
        {
            try
            {
                readers[entry.Id] = await Openings.CredentialAsync(connection, entry, Secrets(), StopToken);
            }
            catch (RingCentralAdException error)
            {
                failures[entry.Id] = error;
            }
        }

        return CredentialCheck.Open(
            connection.Store,
            (entry, _) => failures.TryGetValue(entry.Id, out RingCentralAdException? error) ? Task.FromException<NetworkCredential?>(error) : Task.FromResult(readers.GetValueOrDefault(entry.Id)),
            Time);
    }
}
