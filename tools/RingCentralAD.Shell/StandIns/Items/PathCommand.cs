using System.Collections.ObjectModel;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

/// <summary>A command on files with -Path (wildcards) or -LiteralPath.</summary>
internal abstract class PathCommand : PSCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    protected bool IsLiteral => ParameterSetName == ByLiteralPath;

    protected IEnumerable<string> Given => IsLiteral ? LiteralPath : Path;

    /// <summary>The file system's paths of files that exist; an error record for each that does not.</summary>
    protected IEnumerable<string> Existing()
    {
        foreach (string given in Given)
        {
            Collection<string> found = [];
            try
            {
                found = IsLiteral ? [GetUnresolvedProviderPathFromPSPath(given)] : GetResolvedProviderPathFromPSPath(given, out _);
                if (found.FirstOrDefault() is { } first && !System.IO.Path.Exists(first))
                {
                    throw new ItemNotFoundException($"Cannot find path '{first}' because it does not exist.");
                }
            }
            catch (ItemNotFoundException missing)
            {
                WriteError(new ErrorRecord(missing, "PathNotFound", ErrorCategory.ObjectNotFound, given));
                continue;
            }

            foreach (string path in found)
            {
                yield return path;
            }
        }
    }

    /// <summary>The file system's paths of files that need not exist yet.</summary>
    protected IEnumerable<string> Targets() => Given.Select(GetUnresolvedProviderPathFromPSPath);
}
