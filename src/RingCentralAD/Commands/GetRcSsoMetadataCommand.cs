using System.Management.Automation;
using System.Text;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Gives the identity provider's SAML metadata, to be uploaded to RingCentral.</summary>
/// <remarks>
/// <para>It holds the entity id, the addresses and the certificates; no secret. A running service publishes the same at /sso/metadata. In RingCentral's
/// portal it is uploaded under More, Security and Compliance, Single Sign-on; map the e-mail attribute to email there.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSsoMetadata -OutFile contoso-idp.xml</code>
/// <para>Writes the file to upload.</para>
/// </example>
/// <example>
/// <code>[xml](Get-RcSsoMetadata)</code>
/// <para>Looks at it as XML.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSsoMetadata")]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class GetRcSsoMetadataCommand : HubCmdlet
{
    /// <summary>The file; without it the text is emitted.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        byte[] metadata = await SignOnRegistration.MetadataAsync(await StoreAsync(), StopToken);
        if (OutFile is null)
        {
            WriteObject(Encoding.UTF8.GetString(metadata));
            return;
        }

        string path = GetUnresolvedProviderPathFromPSPath(OutFile);
        await WholeFile.WriteAsync(path, metadata, overwrite: true, StopToken);
        WriteObject(WholeFile.Shown(this, path));
    }
}
