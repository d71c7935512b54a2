using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>As with PowerShell's own Get- cmdlets: a plain name that nothing has is an error that does not end the pipe, and a wildcard that fits nothing is none.</summary>
public sealed class LiteralNameTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-literal-").FullName;

    public LiteralNameTests() => _session.Run("param($f) New-RcHub $f/hub.db -Company Contoso | Connect-RcHub | Out-Null", _folder).MustSucceed();

    [Theory]
    [InlineData("Get-AdDirectory", "DirectoryNotFound")]
    [InlineData("Get-RcNotification", "NotificationNotFound")]
    [InlineData("Get-RcSyncSchedule", "ScheduleNotFound")]
    [InlineData("Get-HubAttribute", "HubAttributeNotFound")]
    [InlineData("Get-HubAttribute -System RingCentral -Name", "HubAttributeNotFound")]
    [InlineData("Get-RcAssignment", "AssignmentNotFound")]
    [InlineData("Get-PhoneWriteBackSuspension", "SuspensionNotFound")]
    [InlineData("Get-AttributeMaster", "AttributeMasterNotFound")]
    [InlineData("Get-ProfileMaster", "ProfileMasterNotFound")]
    [InlineData("Get-HubGroup", "HubGroupNotFound")]
    [InlineData("Get-HubUser", "HubUserNotFound")]
    public void A_plain_name_that_nothing_has_is_an_error(string cmdlet, string errorId)
    {
        ScriptResult result = _session.Run($"{cmdlet} nowhere; 'went on'; {cmdlet} nowhere*; {cmdlet} 'no[wv]here'");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.ObjectNotFound, "nowhere"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("nowhere", error.ToString(), StringComparison.Ordinal);
        Assert.Matches("^[A-Z]", error.ErrorDetails.RecommendedAction);
        Assert.Equal(["went on"], result.Values);
    }

    [Fact]
    public void Of_several_the_others_are_shown()
    {
        ScriptResult result = _session.Run("New-HubGroup Pilot; Get-HubGroup Everyone, Nowhere, PILOT | ForEach-Object Name");

        Assert.Equal(["Everyone", "Pilot"], result.Values);
        Assert.Equal("Nowhere", Assert.Single(result.Errors).TargetObject);
    }

    [Fact]
    public void Without_an_account_that_is_said()
    {
        ScriptResult result = _session.Run("Get-RcAccount; 'went on'");

        Assert.StartsWith("RcAccountNotConnected,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["went on"], result.Values);
    }

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
