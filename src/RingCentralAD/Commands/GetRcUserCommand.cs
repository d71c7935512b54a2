using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows RingCentral's extensions as the account has them now.</summary>
/// <remarks>
/// <para>Asks RingCentral for the list of extensions; the system extension, queues and Unassigned ones are shown too. That list has extension numbers
/// (Number), and no phone numbers.</para>
/// <para>-WithNumbers adds DirectNumber, the one that the hub takes over, and DirectNumbers, all of them. Of up to 20 extensions named without a
/// wildcard they are asked for one by one (rate group Light); else all numbers of the account are listed once beforehand (1,000 a request,
/// rate group Heavy: 50,000 people take about five minutes).</para>
/// </remarks>
/// <example>
/// <code>Get-RcUser zoe@contoso.com</code>
/// <para>Shows the extension with this mail address.</para>
/// </example>
/// <example>
/// <code>Get-RcUser zoe@contoso.com -WithNumbers | Format-List Name, Number, DirectNumber, DirectNumbers</code>
/// <para>Shows a person's extension number and phone numbers.</para>
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
[OutputType(typeof(Extension), typeof(NumberedExtension))]
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

    /// <summary>Asks for phone numbers too, and emits them as DirectNumber and DirectNumbers.</summary>
    [Parameter]
    public SwitchParameter WithNumbers { get; set; }

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

        string[] names = all ? ["*"] : [.. _names.Distinct(StringComparer.OrdinalIgnoreCase)];
        NamePatterns wanted = new(names);
        IAccount account = await Openings.AccountAsync(await ConnectionAsync(), Secrets(), StopToken);
        int? most = names.Any(WildcardPattern.ContainsWildcardCharacters) ? null : names.Length;
        NumberedExtensions? numbers = WithNumbers ? await NumberedExtensions.LoadAsync(account, most, StopToken) : null;
        await foreach (Extension extension in account.ReadExtensionsAsync(StopToken))
        {
            if (wanted.Fit(extension.Email, extension.Number, extension.Id, extension.Name))
            {
                WriteObject(numbers is null ? extension : await numbers.OfAsync(extension, StopToken));
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "RcUserNotFound", ErrorKind.NotFound, $"The RingCentral account has no extension '{name}'.", "Use a mail address, an extension number, an extension id or a name; Get-RcUser lists the extensions.", name));
    }
}
