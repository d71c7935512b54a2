using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Closes this session's connection to a directory; the registration in the hub stays.</summary>
/// <remarks>
/// <para>The next command that needs the directory opens it again from its registration.</para>
/// </remarks>
/// <example>
/// <code>Disconnect-AdDirectory</code>
/// <para>Closes the hub's only directory.</para>
/// </example>
/// <example>
/// <code>Disconnect-AdDirectory sales.contoso.com</code>
/// <para>Closes one of several.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "AdDirectory")]
[OutputType(typeof(void))]
public sealed class DisconnectAdDirectoryCommand : HubCmdlet
{
    /// <summary>The directory's name in the hub, where there are several.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(connection.Store, Directory, StopToken);
        await connection.CloseDirectoryAsync(entry.Id);
    }
}
