using System.Management.Automation;
using System.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Asks a vault by SecretManagement's Get-Secret, with whatever vaults are registered for the account that runs this session.</summary>
internal static class SecretVault
{
    /// <summary>The secret; null where the vault has none of this name, or one that is neither text nor a credential.</summary>
    /// <param name="session">The session.</param>
    /// <param name="vault">The vault's name; empty for the default one.</param>
    /// <param name="name">The secret's name.</param>
    public static SecureString? Get(CommandInvocationIntrinsics session, string vault, string name)
    {
        string script = vault.Length == 0 ? "param($n) Get-Secret -Name $n -ErrorAction Stop" : "param($n, $v) Get-Secret -Name $n -Vault $v -ErrorAction Stop";
        try
        {
            return session.InvokeScript(script, name, vault).FirstOrDefault()?.BaseObject switch
            {
                SecureString secret => secret,
                PSCredential credential => credential.Password,
                _ => null,
            };
        }
        catch (CommandNotFoundException error)
        {
            throw new RingCentralAdException(
                "SecretVaultMissing", ErrorKind.Security, $"There is no Get-Secret in this session, so that no vault can be asked for {Place(vault, name)}.",
                "Install Microsoft.PowerShell.SecretManagement and a vault's module for the account that runs this, or keep the secret elsewhere: file:, env: or credential:.", Place(vault, name), error);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new RingCentralAdException(
                "SecretVaultFailed", ErrorKind.Security, $"The vault did not give {Place(vault, name)}: {error.Message}",
                "Try Get-Secret as the account that runs this: is the vault registered there, and can it be opened without a prompt?", Place(vault, name), error);
        }
    }

    private static string Place(string vault, string name) => vault.Length == 0 ? $"vault:{name}" : $"vault:{vault}/{name}";
}
