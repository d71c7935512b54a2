using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Session;

[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
internal sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DateTime? Date { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = Date ?? TimeProvider.System.GetLocalNow().LocalDateTime;
        if (AsUTC)
        {
            date = date.ToUniversalTime();
        }

        WriteObject(Format is null ? date : date.ToString(Format == "FileDateTime" ? "yyyyMMddTHHmmssffff" : Format, CultureInfo.CurrentCulture));
    }
}
