using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>RingCentral's own values, as Microsoft's tutorial on its sign-on gives them; its metadata file replaces them.</summary>
public static class SignOnDefaults
{
    /// <summary>The name that RingCentral gets.</summary>
    public const string Name = "RingCentral";

    /// <summary>RingCentral in the United States and elsewhere.</summary>
    public static ServiceProvider Us { get; } = Of("sso.ringcentral.com", Name);

    /// <summary>RingCentral in the European Union.</summary>
    public static ServiceProvider Eu { get; } = Of("ssoeuro.ringcentral.com", Name + "EU");

    private static ServiceProvider Of(string host, string name) => new()
    {
        Name = name, EntityId = $"https://{host}", AcsUrls = [$"https://{host}/sp/ACS.saml2"], RelayState = "https://service.ringcentral.com/mobile/ssoLogin",
    };
}
