using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Shows the account's phone numbers: whose they are, whether they are being ported, and what keeps them out of the directory.</summary>
/// <remarks>
/// <para>Asks RingCentral for all numbers of the account (1,000 a request, rate group Heavy).</para>
/// </remarks>
/// <example>
/// <code>Get-RcPhoneNumber -Waiting</code>
/// <para>Shows direct numbers that are temporary, being ported or suspended, with the person and the reason.</para>
/// </example>
/// <example>
/// <code>Get-RcPhoneNumber | Where-Object UsageType -eq Inventory | Measure-Object</code>
/// <para>Counts the numbers that nobody has.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcPhoneNumber")]
[OutputType(typeof(RcPhoneNumberInfo))]
public sealed class GetRcPhoneNumberCommand : HubCmdlet
{
    /// <summary>Only numbers like these; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Number { get; set; } = ["*"];

    /// <summary>Only numbers of people that something keeps out of the directory.</summary>
    [Parameter]
    public SwitchParameter Waiting { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        WildcardPattern[] patterns = [.. Number.Select(number => new WildcardPattern(number, WildcardOptions.IgnoreCase))];
        IAccount account = await Openings.AccountAsync(connection, Secrets(), StopToken);
        NumberOwners owners = await NumberOwners.LoadAsync(connection.Store, Time, StopToken);
        List<PhoneNumber> numbers = [];
        await foreach (PhoneNumber number in account.ReadNumbersAsync(StopToken))
        {
            numbers.Add(number);
        }

        foreach (RcPhoneNumberInfo info in owners.Describe(numbers))
        {
            if (patterns.Any(pattern => pattern.IsMatch(info.Number)) && (!Waiting || info.Waits is not null))
            {
                WriteObject(info);
            }
        }
    }
}
