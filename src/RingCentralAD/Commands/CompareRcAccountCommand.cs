using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Compares the RingCentral account with the hub, lists what was changed on the RingCentral side, and takes a person's word on it.</summary>
/// <remarks>
/// <para>Each row is one value of one person: what the hub has, what RingCentral has, whose value both had last. Also extensions that are gone,
/// disabled or enabled by hand, of another number or type; people whom the hub does not know; mail addresses that several extensions have.
/// Nothing is changed, neither there nor in the hub.</para>
/// <para>The rule when nothing is said: the next Invoke-RcProvisioning puts the hub's value back, once. What is changed in RingCentral again
/// after that waits, and Get-RcProvisioningError lists it. What RingCentral masters (numbers, by default) every run takes over by itself.</para>
/// <para>A word: pipe rows to Invoke-RcProvisioning to push them; pipe them to Compare-RcAccount -Choose TakeOver to make RingCentral's value
/// the hub's, which goes only where no other system masters the attribute; or -Choose Leave to leave both as they are until one changes.</para>
/// <para>The list of extensions is one request per 1,000 people, and does not show everything: addresses, and departments in many accounts, are
/// compared with -Full or for people who are named, by one request for each.</para>
/// </remarks>
/// <example>
/// <code>Compare-RcAccount | Format-Table Person, Attribute, HubValue, AccountValue, Detail</code>
/// <para>Shows what was changed by hand in the portal, and what would become of it.</para>
/// </example>
/// <example>
/// <code>Compare-RcAccount | Where-Object Attribute -eq mobilePhone | Invoke-RcProvisioning</code>
/// <para>Pushes the hub's mobile numbers to the people whose number was changed in RingCentral.</para>
/// </example>
/// <example>
/// <code>Compare-RcAccount ada@contoso.com -Attribute department | Compare-RcAccount -Choose Leave</code>
/// <para>Leaves Ada's department in RingCentral as it is, until it changes on either side.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "RcAccount", SupportsShouldProcess = true)]
[OutputType(typeof(AccountDrift))]
public sealed class CompareRcAccountCommand : PersonCmdlet
{
    private readonly HashSet<string> _people = new(StringComparer.Ordinal);
    private readonly List<AccountDrift> _rows = [];

    /// <summary>Only these attributes, by RingCentral's name: mobilePhone, department, status …</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Attribute { get; set; }

    /// <summary>Reads each extension by itself and all numbers: also what RingCentral's list does not show.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>Lists also what was said to be left alone.</summary>
    [Parameter]
    public SwitchParameter IncludeLeft { get; set; }

    /// <summary>The word on the rows that are piped in, or that are found: Push, TakeOver or Leave.</summary>
    [Parameter]
    public DriftAnswer? Choose { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        AccountDrift[] rows = Choose is null ? [] : NamedDrifts();
        _rows.AddRange(rows);
        if (rows.Length == 0)
        {
            _people.UnionWith((await NamedAsync()).Select(person => person.Id));
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (OnlyNamed && _people.Count == 0 && _rows.Count == 0)
        {
            return;
        }

        HubConnection connection = await ConnectionAsync();
        using ProgressWriter progress = new(this);
        IAccount account = await Openings.AccountAsync(connection, Secrets(), StopToken);
        if (_rows.Count == 0 || _people.Count > 0)
        {
            _rows.AddRange(await CompareAsync(connection.Store, account, progress));
        }

        if (Choose is { } answer)
        {
            await ChooseAsync(connection.Store, account, answer);
            return;
        }

        WriteObject(_rows, enumerateCollection: true);
        Tell($"{await IdentityAsync()}: {Counted.Of(_rows.Count, "difference")} of {Counted.People(_rows.Select(row => row.ExtensionId ?? row.Person).Distinct().Count())}");
    }

    private async Task<List<AccountDrift>> CompareAsync(IHubStore hub, IAccount account, ProgressWriter progress)
    {
        await using IHubStore trial = await hub.BeginTrialAsync(StopToken);
        AccountComparison comparison = new(hub, trial, account, Time);
        List<AccountDrift> rows = [];
        await foreach (AccountDrift row in comparison.RunAsync(OnlyNamed ? _people : null, Full || OnlyNamed, progress, StopToken))
        {
            if ((Attribute is null || Attribute.Contains(row.Attribute, StringComparer.OrdinalIgnoreCase)) && (IncludeLeft || row.Choice != DriftAnswer.Leave))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private async Task ChooseAsync(IHubStore hub, IAccount account, DriftAnswer answer)
    {
        string sum = $"{await IdentityAsync()}: {Counted.Of(_rows.Count, "difference")}: {string.Join("; ", _rows.Take(3))}{(_rows.Count > 3 ? " …" : "")}";
        if (_rows.Count == 0 || !ShouldProcess(sum, answer.ToString()))
        {
            return;
        }

        TakeOver? takeOver = answer == DriftAnswer.TakeOver ? await TakeOver.LoadAsync(hub, await account.ReadDictionariesAsync(StopToken), Time, StopToken) : null;
        foreach (AccountDrift row in _rows)
        {
            try
            {
                if (takeOver is not null)
                {
                    await takeOver.ApplyAsync(row, account, StopToken);
                }
                else if (DriftWords.CanBeSaid(row))
                {
                    await DriftWords.SayAsync(hub, [row], answer, Time, null, StopToken);
                }
                else
                {
                    throw new RingCentralAdException(
                        "DriftNoValue", ErrorKind.Conflict, $"{row} is no value of a person's that could be pushed or left alone.", row.Remedy ?? "Look at it in the RingCentral service web portal.", row);
                }

                WriteObject(row with { Choice = answer });
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.Conflict or ErrorKind.NotFound)
            {
                WriteError(ErrorRecords.From(error, row));
            }
        }
    }
}
