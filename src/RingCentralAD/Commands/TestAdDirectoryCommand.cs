using System.Management.Automation;
using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Checks a directory before it is imported: connection, certificate, clock, rights, scope, and what is wrong with people's values.</summary>
/// <remarks>
/// <para>Needs a directory that Connect-AdDirectory has registered, and no imported people. Emits one object per check as it is made; its State is
/// Passed, Warning, Failed or Skipped. Nothing is changed, in the hub or in the directory: the rights to write are what the server says they are.</para>
/// <para>Where the hub has several directories, addresses, user names, logins and numbers that people of more than one of them have are shown at the
/// end: whom an import would take for one person. A directory that is not checked itself counts with what was imported of it.</para>
/// <para>Everybody in the naming context is read once, which takes about as long as an import takes to read them.</para>
/// </remarks>
/// <example>
/// <code>Test-AdDirectory | Where-Object State -ne Passed | Format-List</code>
/// <para>Shows what needs a look, with what to do about it.</para>
/// </example>
/// <example>
/// <code>Test-AdDirectory sales.contoso.com</code>
/// <para>Looks at one of several directories, and compares it with what the hub has of the others.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AdDirectory")]
[OutputType(typeof(DirectoryCheck))]
public sealed class TestAdDirectoryCommand : HubCmdlet
{
    private readonly DirectoryCheckAcross _across = new();
    private bool _checked;

    /// <summary>The directory's name in the hub; without it all directories are checked, one after the other.</summary>
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

        IHubStore hub = await StoreAsync();
        IReadOnlyList<DirectoryEntry> all = Directory is null ? await hub.ListAsync<DirectoryEntry>(cancellationToken: StopToken) : [];
        foreach (DirectoryEntry entry in all.Count > 0 ? all : [await DirectoryRegistration.FindAsync(hub, Directory, StopToken)])
        {
            await CheckAsync(entry, several: all.Count > 1);
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (_checked)
        {
            WriteObject(await _across.FindAsync(await StoreAsync(), Time, StopToken), enumerateCollection: true);
        }
    }

    private async Task CheckAsync(DirectoryEntry entry, bool several)
    {
        try
        {
            HubConnection connection = await ConnectionAsync();
            NetworkCredential? credential = await Openings.CredentialAsync(connection, entry, Secrets(), StopToken);
            using ProgressWriter progress = new(this);
            await foreach (DirectoryCheck check in new DirectoryCheckRun(connection.Store, entry, credential, Time, _across).RunAsync(progress, StopToken))
            {
                WriteObject(check);
            }

            _checked = true;
        }
        catch (RingCentralAdException error) when (several)
        {
            // One whose password is not to be had holds up none of the others.
            WriteError(ErrorRecords.From(error, entry.Name));
        }
    }
}
