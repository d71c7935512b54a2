using System.Management.Automation;
using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Checks a directory before it is imported: connection, certificate, clock, rights, scope, and what is wrong with people's values.</summary>
/// <remarks>
/// <para>Needs a directory that Connect-AdDirectory has registered, and no imported people. Emits one object per check as it is made; its State is
/// Passed, Warning, Failed or Skipped. Nothing is changed, in the hub or in the directory: the rights to write are what the server says they are.</para>
/// <para>Everybody in the naming context is read once, which takes about as long as an import takes to read them.</para>
/// </remarks>
/// <example>
/// <code>Test-AdDirectory | Where-Object State -ne Passed | Format-List</code>
/// <para>Shows what needs a look, with what to do about it.</para>
/// </example>
/// <example>
/// <code>Get-AdDirectory | Test-AdDirectory | Where-Object State -eq Failed</code>
/// <para>Looks at all directories of the hub.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AdDirectory")]
[OutputType(typeof(DirectoryCheck))]
public sealed class TestAdDirectoryCommand : HubCmdlet
{
    /// <summary>The directory's name in the hub; needed where there are several.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (MyInvocation.ExpectingInput && Directory is null)
        {
            return;
        }

        HubConnection connection = await ConnectionAsync();
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(connection.Store, Directory, StopToken);
        NetworkCredential? credential = await Openings.CredentialAsync(connection, entry, Secrets(), StopToken);
        using ProgressWriter progress = new(this);
        await foreach (DirectoryCheck check in new DirectoryCheckRun(connection.Store, entry, credential, Time).RunAsync(progress, StopToken))
        {
            WriteObject(check);
        }
    }
}
