using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Adds an attribute to the hub user, such as the guide's extension.</summary>
/// <remarks>
/// <para>The base schema is the guide's and Okta's core user schema. An attribute of your own, such as extension, gets its value by a
/// mapping and can be used in every expression as user.NAME.</para>
/// </remarks>
/// <example>
/// <code>Add-HubAttribute extension -Type String -MaxLength 8</code>
/// <para>Adds the attribute that the guide recommends for extensions that AD holds.</para>
/// </example>
/// <example>
/// <code>Add-HubAttribute badge -DisplayName 'Badge number'; Set-AttributeMapping AdToHub badge appuser.employeeID</code>
/// <para>Adds an attribute and says where its values come from; the next import reads it for everybody.</para>
/// </example>
[Cmdlet(VerbsCommon.Add, "HubAttribute", SupportsShouldProcess = true)]
[OutputType(typeof(HubAttribute))]
public sealed class AddHubAttributeCommand : HubCmdlet
{
    /// <summary>The name in expressions: letters, digits and _, not beginning with a digit.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The name in expressions: letters, digits and _, not beginning with a digit.", Position = 0)]
    [ValidatePattern("^[A-Za-z_][A-Za-z0-9_]*$")]
    public string Name { get; set; } = null!;

    /// <summary>The type.</summary>
    [Parameter]
    [PSDefaultValue(Value = HubAttributeType.String)]
    public HubAttributeType Type { get; set; }

    /// <summary>The name people read.</summary>
    [Parameter]
    public string? DisplayName { get; set; }

    /// <summary>Fewest characters.</summary>
    [Parameter]
    [ValidateRange(0, 100000)]
    public int? MinLength { get; set; }

    /// <summary>Most characters.</summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? MaxLength { get; set; }

    /// <summary>A person without a value is held.</summary>
    [Parameter]
    public SwitchParameter Required { get; set; }

    /// <summary>Emits the attribute.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        if ((await hub.ListAsync<HubAttribute>(cancellationToken: StopToken)).FirstOrDefault(known => string.Equals(known.Name, Name, StringComparison.OrdinalIgnoreCase)) is { } there)
        {
            throw new RingCentralAdException("HubAttributeExists", ErrorKind.Conflict, $"The hub user has an attribute '{there.Name}' already.", "Choose another name, or use that one.", Name);
        }

        HubAttribute attribute = new()
        {
            Name = Name, DisplayName = DisplayName ?? Name, Type = Type, MinLength = MinLength, MaxLength = MaxLength, Required = Required, Custom = true,
        };
        if (ShouldProcess(Name, "Add an attribute to the hub user"))
        {
            await hub.WriteAsync(transaction => transaction.SaveAsync([attribute], StopToken), null, StopToken);
            if (PassThru)
            {
                WriteObject(attribute);
            }
        }
    }
}
