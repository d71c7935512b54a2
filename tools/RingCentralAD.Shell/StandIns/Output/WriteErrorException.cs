// The namespace is part of the error id that scripts compare with.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Write-Error wraps a plain message in.</summary>
internal sealed class WriteErrorException(string? message) : Exception(message);
