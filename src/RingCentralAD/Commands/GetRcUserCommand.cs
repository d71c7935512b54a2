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
/// <code>Get-RcUser | Where-Object Status -eq Unassigned | Measure-Object</code>
/// <para>Counts the Unassigned extensions.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcUser")]
[OutputType(typeof(Extension))]
public sealed class GetRcUserCommand : HubCmdlet
{
    /// <summary>Mail address, extension number, extension id or name; wildcards are allowed. Without it all extensions are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Email", "ExtensionId")]
    [ArgumentCompleter(typeof(MailCompleter))]
    [SupportsWildcards]
    [AllowNull]
    public string?[]? Identity { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        bool all = !MyInvocation.ExpectingInput && !IsGiven(nameof(Identity));
        WildcardPattern[] patterns = [.. (Identity ?? []).OfType<string>().Select(text => new WildcardPattern(text, WildcardOptions.IgnoreCase))];
        if (!all && patterns.Length == 0)
        {
            return;
        }

        IAccount account = await Openings.AccountAsync(await ConnectionAsync(), Secrets(), StopToken);
        await foreach (Extension extension in account.ReadExtensionsAsync(StopToken))
        {
            string?[] names = [extension.Attributes.Text("email"), extension.Number, extension.Id, extension.Name];
            if (all || patterns.Any(pattern => names.Any(name => name is not null && pattern.IsMatch(name))))
            {
                WriteObject(extension);
            }
        }
    }
}
