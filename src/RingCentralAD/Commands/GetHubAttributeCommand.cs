using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the attributes of the hub user, of RingCentral, or of a directory, as the guide's profile editor does.</summary>
/// <remarks>
/// <para>The hub's attributes stand behind user. in expressions, the others behind appuser. Each is shown with type, length, master, scope, and the
/// mappings that give and read it. A directory's are those of its own schema (Active Directory: attributeSchema; other servers: attributeTypes), read
/// when first asked for and kept in the hub, so that completion needs no network; -Refresh reads them again.</para>
/// </remarks>
/// <example>
/// <code>Get-HubAttribute | Where-Object Required</code>
/// <para>Shows what nobody may lack.</para>
/// </example>
/// <example>
/// <code>Get-HubAttribute -System contoso.com *phone*</code>
/// <para>Shows the directory's attributes whose name says phone, and which mappings read them.</para>
/// </example>
/// <example>
/// <code>Get-HubAttribute -System RingCentral | Where-Object MappedTo</code>
/// <para>Shows what comes in from RingCentral, and where it goes.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HubAttribute")]
[OutputType(typeof(AttributeInfo))]
public sealed class GetHubAttributeCommand : HubCmdlet
{
    /// <summary>The attribute's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    public string Name { get; set; } = "*";

    /// <summary>Whose attributes: Hub, RingCentral, or a directory's name.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SystemCompleter))]
    [ValidateNotNullOrEmpty]
    public string System { get; set; } = Ids.Hub;

    /// <summary>Reads a directory's schema again from its server.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        NamePatterns wanted = new(Name);
        foreach (AttributeInfo attribute in await AttributesAsync(await StoreAsync()))
        {
            if (wanted.Fit(attribute.Name, attribute.LdapName))
            {
                WriteObject(attribute);
            }
        }

        wanted.Report(this, name => new RingCentralAdException(
            "HubAttributeNotFound", ErrorKind.NotFound, $"{System} has no attribute '{name}'.", $"List them with Get-HubAttribute{(Is(Ids.Hub) ? "; Add-HubAttribute adds one" : $" -System {System}")}.", name));
    }

    private async Task<IReadOnlyList<AttributeInfo>> AttributesAsync(IHubStore hub)
    {
        if (!Is(Ids.Hub) && !Is(Ids.RingCentral))
        {
            DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub, System, StopToken);
            if (Refresh || (await DirectorySchemas.GetAsync(hub, entry.Id, StopToken)).ReadAt is null)
            {
                await ReadAsync(entry);
            }

            return await (await SchemaView.LoadAsync(hub, Time, StopToken)).DirectoryAsync(entry, StopToken);
        }

        SchemaView view = await SchemaView.LoadAsync(hub, Time, StopToken);
        return Is(Ids.Hub) ? view.Hub() : view.RingCentral();
    }

    private async Task ReadAsync(DirectoryEntry entry)
    {
        HubConnection connection = await ConnectionAsync();
        if (await Openings.DirectoryAsync(connection, entry, Secrets(), StopToken) is IDirectorySchema directory)
        {
            DirectorySchema schema = new() { ReadAt = Time.GetUtcNow(), Attributes = await directory.ReadSchemaAsync(StopToken) };
            await connection.Store.WriteAsync(transaction => DirectorySchemas.SetAsync(transaction, entry.Id, schema, StopToken), null, StopToken);
        }
    }

    private bool Is(string system) => string.Equals(System, system, StringComparison.OrdinalIgnoreCase);
}
