using System.Text;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>Makes the identity provider of a hub, and changes it.</summary>
public static class SignOnRegistration
{
    /// <summary>Makes it: a key, the settings, the usual mappings where there are none; throws <c>SsoProviderExists</c>.</summary>
    public static async Task CreateAsync(IHubStore hub, SignOnOptions options, IReadOnlyList<ServiceProvider> providers, string keyFolder, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(providers);
        SignOnRules.Check(options);
        foreach (ServiceProvider provider in providers)
        {
            SignOnRules.Check(provider);
        }

        ThrowIfMade(await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false));
        SigningKey key = SigningKey.Create(new Uri(options.BaseUrl!).Host, time);
        await SignOnKeyFile.KeepAsync(
            hub,
            key,
            keyFolder,
            written => hub.WriteAsync(
                async transaction =>
                {
                    // Again: somebody else may have been quicker.
                    ThrowIfMade(await transaction.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false));
                    await transaction.SetAsync(options, cancellationToken).ConfigureAwait(false);
                    await transaction.SetAsync(new SignOnKeys { All = [written] }, cancellationToken).ConfigureAwait(false);
                    await transaction.SetAsync(new ServiceProviders { All = providers }, cancellationToken).ConfigureAwait(false);
                    if (await transaction.FindAsync(new Filter<AttributeMapping>().Equal(row => row.Direction, MappingDirection.HubToSso), cancellationToken).ConfigureAwait(false) is null)
                    {
                        await transaction.SaveAsync([.. SignOnTargets.Defaults], cancellationToken).ConfigureAwait(false);
                    }
                },
                null,
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The options; throws <c>SsoProviderMissing</c> where there is no identity provider.</summary>
    public static async Task<SignOnOptions> OptionsAsync(IHubReader hub, CancellationToken cancellationToken = default) =>
        await hub.FindSettingAsync<SignOnOptions>(cancellationToken).ConfigureAwait(false) is { BaseUrl: not null } options ? options : throw Missing();

    /// <summary>Stores changed options.</summary>
    public static Task SetAsync(IHubStore hub, SignOnOptions options, CancellationToken cancellationToken = default)
    {
        SignOnRules.Check(options);
        return hub.WriteAsync(transaction => transaction.SetAsync(options, cancellationToken), null, cancellationToken);
    }

    /// <summary>Takes a step of changing the key; throws <c>SsoKeyStepInvalid</c> where it is not its turn.</summary>
    public static async Task RollAsync(IHubStore hub, SsoKeyStep step, string keyFolder, TimeProvider time, CancellationToken cancellationToken = default)
    {
        SignOnOptions options = await OptionsAsync(hub, cancellationToken).ConfigureAwait(false);
        if (step != SsoKeyStep.Begin)
        {
            await ChangeKeysAsync(hub, keys => Rolled(step, keys, null), cancellationToken).ConfigureAwait(false);
            return;
        }

        ThrowIfNotItsTurn(step, (await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All.Count);
        SigningKey next = SigningKey.Create(new Uri(options.BaseUrl!).Host, time);
        await SignOnKeyFile.KeepAsync(hub, next, keyFolder, written => ChangeKeysAsync(hub, keys => Rolled(step, keys, written), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A service provider out of its metadata file; throws <c>SsoMetadataInvalid</c>.</summary>
    public static ServiceProvider ReadMetadata(string name, byte[] file) => SpMetadata.Read(name, file);

    /// <summary>Stores a service provider, in place of an earlier one of its name or entity id.</summary>
    public static Task SetAsync(IHubStore hub, ServiceProvider provider, CancellationToken cancellationToken = default)
    {
        SignOnRules.Check(provider);
        return ChangeAsync(hub, all => [.. all.Where(known => !Is(known, provider.Name) && known.EntityId != provider.EntityId), provider], cancellationToken);
    }

    /// <summary>The service provider that registering this one takes away: it has another name, and the same entity id; null where there is none.</summary>
    public static async Task<ServiceProvider?> ReplacedAsync(IHubReader hub, ServiceProvider provider, CancellationToken cancellationToken = default) =>
        (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All.FirstOrDefault(known => !Is(known, provider.Name) && known.EntityId == provider.EntityId);

    /// <summary>The service provider of a name; null where there is none.</summary>
    public static async Task<ServiceProvider?> FindAsync(IHubReader hub, string name, CancellationToken cancellationToken = default) =>
        (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All.FirstOrDefault(known => Is(known, name));

    /// <summary>Takes a service provider away; throws <c>SsoProviderNotFound</c>.</summary>
    public static Task RemoveAsync(IHubStore hub, string name, CancellationToken cancellationToken = default) => ChangeAsync(
        hub,
        all => all.Any(known => Is(known, name)) ? [.. all.Where(known => !Is(known, name))] : throw new RingCentralAdException(
            "SsoProviderNotFound", ErrorKind.NotFound, $"There is no service provider '{name}'.", "Look at (Get-RcSsoProvider).ServiceProviders.", name),
        cancellationToken);

    /// <summary>The provider as it is.</summary>
    public static async Task<SsoProviderInfo> DescribeAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        SignOnOptions options = await OptionsAsync(hub, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SignOnKey> keys = (await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All;
        IReadOnlyList<ServiceProvider> providers = (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All;
        SamlSettings settings = SamlSettings.Of(options, keys, providers);
        return new SsoProviderInfo
        {
            Label = options.Label!,
            BaseUrl = options.BaseUrl!,
            EntityId = settings.EntityId,
            SignOnUrl = settings.SignOnUrl,
            MetadataUrl = $"{options.BaseUrl!.TrimEnd('/')}/sso/metadata",
            LogoFile = options.LogoFile,
            SessionLifetime = options.SessionLifetime,
            TrustedProxies = options.TrustedProxies,
            Certificates =
            [
                .. settings.Certificates.Select((certificate, index) => new SsoCertificateInfo(
                    certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), index == 0, certificate.NotAfter.ToUniversalTime(), keys[index].KeyFrom)),
            ],
            ServiceProviders = providers,
        };
    }

    /// <summary>The metadata to upload, as UTF-8.</summary>
    public static async Task<byte[]> MetadataAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        SignOnOptions options = await OptionsAsync(hub, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SignOnKey> keys = (await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All;
        return keys.Count == 0 ? throw NoKey() : Encoding.UTF8.GetBytes(IdpMetadata.Write(SamlSettings.Of(options, keys, (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All)));
    }

    internal static RingCentralAdException NoKey() => new(
        "SsoKeyMissing", ErrorKind.NotFound, "The identity provider has no key: its settings came from a configuration file, and keys are in none.", "Make one with Set-RcSsoProvider -KeyRollover Begin.");

    private static void ThrowIfMade(SignOnKeys keys)
    {
        if (keys.All.Count > 0)
        {
            throw new RingCentralAdException("SsoProviderExists", ErrorKind.Conflict, "The hub has an identity provider already.", "Change it with Set-RcSsoProvider.");
        }
    }

    private static IReadOnlyList<SignOnKey> Rolled(SsoKeyStep step, IReadOnlyList<SignOnKey> keys, SignOnKey? next)
    {
        ThrowIfNotItsTurn(step, keys.Count);
        return step switch { SsoKeyStep.Begin => [.. keys, next!], SsoKeyStep.Switch => [keys[1], keys[0]], _ => [keys[0]] };
    }

    private static void ThrowIfNotItsTurn(SsoKeyStep step, int keys)
    {
        bool begins = step == SsoKeyStep.Begin;
        if (begins != keys < 2)
        {
            throw new RingCentralAdException(
                "SsoKeyStepInvalid", ErrorKind.Conflict, begins ? "Two certificates are published already." : "Only one certificate is published.",
                begins ? "End the change that is under way with Set-RcSsoProvider -KeyRollover End." : "Begin with Set-RcSsoProvider -KeyRollover Begin.");
        }
    }

    private static Task ChangeKeysAsync(IHubStore hub, Func<IReadOnlyList<SignOnKey>, IReadOnlyList<SignOnKey>> change, CancellationToken cancellationToken) => hub.WriteAsync(
        async transaction => await transaction.SetAsync(
            new SignOnKeys { All = change((await transaction.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All) }, cancellationToken).ConfigureAwait(false),
        null,
        cancellationToken);

    private static Task ChangeAsync(IHubStore hub, Func<IReadOnlyList<ServiceProvider>, IReadOnlyList<ServiceProvider>> change, CancellationToken cancellationToken) => hub.WriteAsync(
        async transaction => await transaction.SetAsync(
            new ServiceProviders { All = change((await transaction.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All) }, cancellationToken).ConfigureAwait(false),
        null,
        cancellationToken);

    private static bool Is(ServiceProvider provider, string name) => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase);

    private static RingCentralAdException Missing() => new("SsoProviderMissing", ErrorKind.NotFound, "The hub has no identity provider.", "Make one with New-RcSsoProvider.");
}
