using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows RingCentral's extensions as the account has them now.</summary>
/// <remarks>
/// <para>Asks RingCentral for the list of extensions; the system extension, queues and Unassigned ones are shown too.</para>
/// </remarks>
/// <example>
/// <code>Get-RcUser zoe@contoso.com</code>
/// <para>Shows the extension with this mail address.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Group 'RC Pilot' | Get-RcUser | Select-Object Name, Number, Email, Status</code>
/// <para>Shows the extensions of people of the hub; the account is listed once for all of them.</para>
/// </example>
/// <example>
/// <code>Get-RcUser | Where-Object Status -eq Unassigned | Measure-Object</code>
/// <para>Counts the Unassigned extensions.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcUser")]
[OutputType(typeof(Extension))]
public sealed class GetRcUserCommand : HubCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>Mail address, extension number, extension id or name; wildcards are allowed. Without it all extensions are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Email", "Mail", "EmailAddress", "ExtensionId", "UserPrincipalName")]
    [ArgumentCompleter(typeof(MailCompleter))]
    [SupportsWildcards]
    [AllowNull]
    public string?[]? Identity { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        _names.AddRange((Identity ?? []).OfType<string>().Select(static name => name.Trim()).Where(static name => name.Length > 0));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    /// <remarks>The account is listed once for all that was piped.</remarks>
    protected override async Task EndAsync()
    {
        bool all = !MyInvocation.ExpectingInput && !IsGiven(nameof(Identity));
        if (!all && _names.Count == 0)
        {
            return;
        }

        NamePatterns wanted = new(all ? ["*"] : _names.Distinct(StringComparer.OrdinalIgnoreCase));
        IAccount account = await Openings.AccountAsync(await ConnectionAsync(), Secrets(), StopToken);
        await foreach (Extension extension in account.ReadExtensionsAsync(StopToken))
        {
            if (wanted.Fit(extension.Email, extension.Number, extension.Id, extension.Name))
            {
                WriteObject(extension);
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "RcUserNotFound", ErrorKind.NotFound, $"The RingCentral account has no extension '{name}'.", "Use a mail address, an extension number, an extension id or a name; Get-RcUser lists the extensions.", name));
    }
}
