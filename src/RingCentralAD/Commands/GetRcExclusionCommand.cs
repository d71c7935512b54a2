using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows which extensions no sync touches: conference rooms and other special phones that are set up by hand.</summary>
/// <remarks>
/// <para>Extensions of type Limited are always among them. The guide: "The admin manually assigns the special phone in service web as the first
/// step, then leverages Okta to provision the rest of the users".</para>
/// </remarks>
/// <example>
/// <code>Get-RcExclusion</code>
/// <para>Shows the rules.</para>
/// </example>
/// <example>
/// <code>Get-RcExclusion -Extension</code>
/// <para>Asks RingCentral for its extensions and shows those that the rules set aside, each with the reason.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcExclusion")]
[OutputType(typeof(ExclusionRules), typeof(ExcludedExtension))]
public sealed class GetRcExclusionCommand : HubCmdlet
{
    /// <summary>Shows the extensions that the rules set aside in place of the rules.</summary>
    [Parameter]
    public SwitchParameter Extension { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        ExclusionRules rules = await connection.Store.GetAsync<ExclusionRules>(StopToken);
        if (!Extension)
        {
            WriteObject(rules);
            return;
        }

        IAccount account = await Openings.AccountAsync(connection, Secrets(), StopToken);
        await foreach (Extension extension in account.ReadExtensionsAsync(StopToken))
        {
            if (rules.Why(extension) is { } why)
            {
                WriteObject(new ExcludedExtension
                {
                    ExtensionId = extension.Id,
                    ExtensionNumber = extension.Number,
                    Name = extension.Name,
                    Type = extension.Type,
                    Status = extension.Status,
                    Site = extension.Site,
                    Reason = why,
                });
            }
        }
    }
}
