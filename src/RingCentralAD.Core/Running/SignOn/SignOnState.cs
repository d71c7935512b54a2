using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>What the service works by, as the hub had it at one time: settings, keys, mappings.</summary>
internal sealed class SignOnState
{
    private SignOnState(SignOnOptions options, SamlSettings settings, IReadOnlyList<SigningKey> keys, SignOnPeople people) =>
        (Options, Settings, Keys, People, Protection) = (options, settings, keys, people, [.. keys.Select(static key => key.Secret())]);

    /// <summary>The options.</summary>
    public SignOnOptions Options { get; }

    /// <summary>What messages are held to.</summary>
    public SamlSettings Settings { get; }

    /// <summary>The keys; the first one signs.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>Who people are to service providers.</summary>
    public SignOnPeople People { get; }

    /// <summary>What cookies are protected by: derived from the keys, in their order.</summary>
    public IReadOnlyList<byte[]> Protection { get; }

    /// <summary>Reads all of it; throws <c>SsoProviderMissing</c>, <c>SsoKeyMissing</c>, <c>SsoKeyInvalid</c>, or why a key cannot be read.</summary>
    public static async Task<SignOnState> LoadAsync(IHubReader hub, ISecretSource secrets, TimeProvider time, CancellationToken cancellationToken)
    {
        SignOnOptions options = await SignOnRegistration.OptionsAsync(hub, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SignOnKey> keys = (await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All;
        if (keys.Count == 0)
        {
            throw SignOnRegistration.NoKey();
        }

        SamlSettings settings = SamlSettings.Of(options, keys, (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All);
        List<SigningKey> read = [];
        foreach ((SignOnKey key, X509Certificate2 certificate) in keys.Zip(settings.Certificates))
        {
            using SecureString pem = await secrets.GetAsync(key.KeyFrom, cancellationToken).ConfigureAwait(false);
            read.Add(Read(pem, certificate, key.KeyFrom));
        }

        return new SignOnState(options, settings, read, await SignOnPeople.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false));
    }

    private static SigningKey Read(SecureString pem, X509Certificate2 certificate, string place)
    {
        char[] text = new char[pem.Length];
        IntPtr plain = Marshal.SecureStringToGlobalAllocUnicode(pem);
        try
        {
            Marshal.Copy(plain, text, 0, text.Length);
            return SigningKey.Read(text, certificate, place);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
            Array.Clear(text);
        }
    }
}
