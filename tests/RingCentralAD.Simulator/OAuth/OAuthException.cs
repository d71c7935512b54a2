namespace RingCentralAD.Simulator;

/// <summary>A refusal of the token endpoint: RFC 6749's error beside RingCentral's code.</summary>
internal sealed class OAuthException(string error, string code, int status = 400) : Exception(code)
{
    public string Error => error;

    public Problem Problem { get; } = new(status, code);
}
