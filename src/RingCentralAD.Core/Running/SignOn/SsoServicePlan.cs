using System.Text;

namespace RingCentralAD.Core.Running;

/// <summary>How the service is started on this machine: a command line without secrets, and the unit that systemd runs it by.</summary>
public sealed record SsoServicePlan
{
    /// <summary>The name of the unit, and of the Windows service.</summary>
    public const string Name = "ringcentralad-sso";

    /// <summary>The unit's file.</summary>
    public const string UnitFile = $"/etc/systemd/system/{Name}.service";

    /// <summary>The dotnet that runs it.</summary>
    public required string Dotnet { get; init; }

    /// <summary>The service's assembly, in the module's folder.</summary>
    public required string Assembly { get; init; }

    /// <summary>The hub, as a path or a connection string without a password.</summary>
    public required string Hub { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Listen { get; init; }

    /// <summary>The web server's certificate; null for http on a loopback address.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM of its key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Where the password of the PFX or the key is.</summary>
    public string? CertificatePasswordFrom { get; init; }

    /// <summary>The account that a registered service runs as; null for the machine's own: root under systemd, LocalSystem on Windows.</summary>
    public string? RunAs { get; init; }

    /// <summary>Credentials of systemd that it gets.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>The arguments of dotnet.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        Assembly, "--hub", Hub, "--listen", Listen,
        .. Option("--certificate", Certificate), .. Option("--certificate-key", CertificateKey), .. Option("--certificate-password-from", CertificatePasswordFrom),
    ];

    /// <summary>The unit: the service as an account of its own, started again where it fails, with nothing of the machine that it does not need.</summary>
    public string Unit()
    {
        StringBuilder text = new();
        text.Append("# Written by Start-RcSsoService -Register; Start-RcSsoService -Unregister takes it away.\n");
        text.Append("[Unit]\n");
        text.Append("Description=RingCentralAD identity provider\n");
        text.Append("Wants=network-online.target\n");
        text.Append("After=network-online.target\n\n");
        text.Append("[Service]\n");
        text.Append("Type=notify\n");
        if (RunAs is { } account)
        {
            text.Append("User=").Append(account.Replace("%", "%%", StringComparison.Ordinal)).Append('\n');
        }

        foreach (string name in Credentials)
        {
            text.Append("LoadCredential=").Append(name).Append('\n');
        }

        text.Append("ExecStart=").AppendJoin(' ', ((string[])[Dotnet, .. Arguments]).Select(SystemdUnits.Quoted)).Append('\n');
        text.Append("Restart=on-failure\n");
        text.Append("RestartSec=5\n");
        text.Append("UMask=0077\n");
        text.Append("NoNewPrivileges=yes\n");
        text.Append("ProtectSystem=full\n");
        text.Append("PrivateTmp=yes\n");
        text.Append("AmbientCapabilities=CAP_NET_BIND_SERVICE\n");
        text.Append("CapabilityBoundingSet=CAP_NET_BIND_SERVICE\n");
        text.Append("LimitNOFILE=65536\n\n");
        text.Append("[Install]\n");
        text.Append("WantedBy=multi-user.target\n");
        return text.ToString();
    }

    /// <inheritdoc />
    public override string ToString() => $"{Listen} for {Hub}";

    private static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [name, value];
}
