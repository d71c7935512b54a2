namespace RingCentralAD.Shell.Pester;

/// <summary>What Should throws.</summary>
internal sealed class PesterFailure(string message) : Exception(message);
