using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.Get, "Content")]
internal sealed class GetContentCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = long.MaxValue;

    [Parameter]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    [Parameter]
    public string? Encoding { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Existing())
        {
            if (Raw)
            {
                WriteObject(File.ReadAllText(path, TextEncoding.Named(Encoding)));
                continue;
            }

            IEnumerable<string> lines = File.ReadLines(path, TextEncoding.Named(Encoding));
            foreach (string line in Tail >= 0 ? lines.TakeLast(Tail) : lines.TakeWhile((_, at) => at < TotalCount))
            {
                WriteObject(line);
            }
        }
    }
}
