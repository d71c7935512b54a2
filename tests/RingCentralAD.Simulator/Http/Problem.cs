namespace RingCentralAD.Simulator;

/// <summary>One error of RingCentral's: a code, its message's arguments, the parameter it is about.</summary>
internal sealed record Problem(int Status, string Code, string? Parameter = null, string? Value = null, string? Argument = null)
{
    public static Problem Invalid(string parameter, string? value = null) => new(400, "CMN-101", parameter, value);

    public static Problem NotFound(string parameter, string? value = null) => new(404, "CMN-102", parameter, value);

    public static Problem Of(ErrorChoice choice, string parameter, string? value = null, string? argument = null) => new(choice.Status, choice.Code, parameter, value, argument);
}

/// <summary>A request that RingCentral refuses.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(params IReadOnlyList<Problem> problems) => Problems = problems;

    public IReadOnlyList<Problem> Problems { get; }

    public int Status => Problems[0].Status;
}
