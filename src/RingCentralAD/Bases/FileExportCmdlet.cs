using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that writes something of the hub into one file, as a whole or not at all.</summary>
public abstract class FileExportCmdlet : HubCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The file to write.", Position = 0)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Does not overwrite a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Writes it, if that is wanted.</summary>
    /// <param name="path">The file, whole.</param>
    /// <param name="content">All of it.</param>
    /// <param name="action">What is done, for -WhatIf.</param>
    /// <param name="existsId">The id of the error that the file is there.</param>
    private protected async Task WriteFileAsync(string path, byte[] content, string action, string existsId)
    {
        CheckFree(path, existsId);
        if (ShouldProcess(path, action))
        {
            await WholeFile.WriteAsync(path, content, overwrite: !NoClobber, StopToken);
            Emit(path);
        }
    }

    /// <summary>Refuses to overwrite a file where -NoClobber was given.</summary>
    private protected void CheckFree(string path, string existsId)
    {
        if (NoClobber && File.Exists(path))
        {
            throw new RingCentralAdException(existsId, ErrorKind.Conflict, $"{path} is there already.", "Choose another name, or leave -NoClobber out.", path);
        }
    }

    private protected void Emit(string path)
    {
        if (PassThru)
        {
            WriteObject(WholeFile.Shown(this, path));
        }
    }
}
