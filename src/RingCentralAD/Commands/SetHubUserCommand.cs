using System.Collections;
using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Sets values of people by hand, for attributes that no system masters for them.</summary>
/// <remarks>
/// <para>A value that Active Directory or RingCentral masters is refused, and the error says who masters it and by which mapping: it is changed there. To
/// let an attribute be set by hand, write Set-AttributeMaster NAME -System Hub. Types and lengths are those of Get-HubAttribute.</para>
/// </remarks>
/// <example>
/// <code>Set-HubUser zoe@contoso.com -Values @{ nickName = 'Zo'; costCenter = '4711' }</code>
/// <para>Sets two values of one person.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Status Active | Where-Object Department -eq Sales | Set-HubUser -Values @{ division = 'West' } -WhatIf</code>
/// <para>Shows whom a value would be set for.</para>
/// </example>
/// <example>
/// <code>Set-HubUser zoe@contoso.com -Clear nickName</code>
/// <para>Takes a value away.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "HubUser", SupportsShouldProcess = true)]
[OutputType(typeof(HubUser))]
public sealed class SetHubUserCommand : NamedPersonCmdlet
{
    private HubUserEdit? _edit;
    private IReadOnlyDictionary<string, object?> _values = new Dictionary<string, object?>();

    /// <summary>The values by attribute name; $null or an empty text takes a value away.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public IDictionary Values { get; set; } = new Hashtable();

    /// <summary>Attributes whose value is taken away.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    public string[] Clear { get; set; } = [];

    /// <summary>Emits the people as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task BeginAsync()
    {
        _edit = await HubUserEdit.LoadAsync(await StoreAsync(), Time, StopToken);
        _values = _edit.Fit(
        [
            .. Values.Cast<DictionaryEntry>().Select(pair => new KeyValuePair<string, object?>(LanguagePrimitives.ConvertTo<string>(pair.Key), Plain(pair.Value))),
            .. Clear.Select(name => new KeyValuePair<string, object?>(name, null)),
        ]);
    }

    /// <inheritdoc />
    private protected override async Task HandleAsync(IHubStore hub, HubUser user)
    {
        IReadOnlyList<AttributeChange> changes = await _edit!.PreviewAsync(user, _values, StopToken);
        if (changes.Count > 0 && !ShouldProcess($"{user.Name} ({user.Login})", $"Set {string.Join("; ", changes)}"))
        {
            return;
        }

        HubUser now = changes.Count > 0 ? await _edit.SaveAsync(user, _values, StopToken) : user;
        if (PassThru)
        {
            WriteObject(now);
        }
    }

    private static object? Plain(object? value) => value switch
    {
        PSObject { BaseObject: var inner } when inner is not PSCustomObject => Plain(inner),
        string or bool or int or long or double or null => value,
        IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        float or decimal => Convert.ToDouble(value, global::System.Globalization.CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or uint => Convert.ToInt64(value, global::System.Globalization.CultureInfo.InvariantCulture),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
