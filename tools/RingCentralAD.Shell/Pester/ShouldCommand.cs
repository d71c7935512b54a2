using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

[Cmdlet("Assert", "PesterShould")]
[PesterName("Should")]
internal sealed class ShouldCommand : PSCmdlet
{
    private readonly List<object?> _piped = [];

    [Parameter(ValueFromPipeline = true)]
    public object? ActualValue { get; set; }

    [Parameter(ParameterSetName = "Be", Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Be { get; set; }

    [Parameter(ParameterSetName = "BeExactly", Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? BeExactly { get; set; }

    [Parameter(ParameterSetName = "BeNullOrEmpty", Mandatory = true)]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter(ParameterSetName = "HaveCount", Mandatory = true)]
    public int HaveCount { get; set; }

    [Parameter(ParameterSetName = "Match", Mandatory = true)]
    public string Match { get; set; } = "";

    [Parameter(ParameterSetName = "Throw", Mandatory = true)]
    public SwitchParameter Throw { get; set; }

    [Parameter(ParameterSetName = "Throw", Position = 0)]
    public string? ExpectedMessage { get; set; }

    [Parameter(ParameterSetName = "Throw", Position = 1)]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = "Throw", Position = 2)]
    public Type? ExceptionType { get; set; }

    [Parameter(ParameterSetName = "Throw")]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
        {
            _piped.Add(ActualValue);
        }
    }

    protected override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput)
        {
            _piped.AddRange(LanguagePrimitives.GetEnumerable(ActualValue)?.Cast<object?>() ?? [ActualValue]);
        }

        object?[] actual = [.. _piped.Select(Plain)];
        switch (ParameterSetName)
        {
            case "Be":
                Expect(Equality.Same(actual, Be, ignoreCase: true), actual, $"{ValueText.Of(Be)}");
                break;
            case "BeExactly":
                Expect(Equality.Same(actual, BeExactly, ignoreCase: false), actual, $"exactly {ValueText.Of(BeExactly)}");
                break;
            case "BeNullOrEmpty":
                Expect(Equality.IsNullOrEmpty(actual), actual, "$null or empty");
                break;
            case "HaveCount":
                Expect(actual.Length == HaveCount, actual, $"a collection with size {HaveCount}");
                break;
            case "Match":
                Array.ForEach(actual.Length == 0 ? [null] : actual, CheckMatch);
                break;
            default:
                Array.ForEach(actual, CheckThrow);
                break;
        }
    }

    private static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private void CheckMatch(object? value)
    {
        string text = LanguagePrimitives.ConvertTo<string>(value);
        bool matches = System.Text.RegularExpressions.Regex.IsMatch(text, Match, System.Text.RegularExpressions.RegexOptions.IgnoreCase);
        Expect(matches, [value], $"a match of regular expression '{Match}'");
    }

    private void CheckThrow(object? value)
    {
        if (value is not ScriptBlock script)
        {
            Fail("Input is not a ScriptBlock. Input to '-Throw' and '-Not -Throw' must be enclosed in curly braces.");
            return;
        }

        ErrorRecord? thrown = null;
        try
        {
            InvokeCommand.InvokeScript(useLocalScope: true, script, null);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            thrown = error.ErrorRecord.Exception is ParentContainsErrorRecordException ? new ErrorRecord(error.ErrorRecord, error) : error.ErrorRecord;
        }

        bool fits = thrown is not null
            && IsLike(thrown.Exception.Message, ExpectedMessage)
            && IsLike(thrown.FullyQualifiedErrorId, ErrorId)
            && (ExceptionType is null || ExceptionType.IsInstanceOfType(thrown.Exception));
        if (fits == Not)
        {
            string got = thrown is null ? "no exception" : $"'{thrown.Exception.Message}' ({thrown.FullyQualifiedErrorId}, [{thrown.Exception.GetType()}])";
            Fail($"Expected {(Not ? "no" : "an")} exception{Filters()} to be thrown,{Reason()} but got {got}.");
        }
        else if (PassThru && thrown is not null)
        {
            WriteObject(thrown);
        }
    }

    private string Filters() =>
        (ExpectedMessage is null ? "" : $" with message like '{ExpectedMessage}'")
        + (ErrorId is null ? "" : $" with FullyQualifiedErrorId like '{ErrorId}'")
        + (ExceptionType is null ? "" : $" of type [{ExceptionType}]");

    private static bool IsLike(string text, string? pattern) =>
        pattern is null || WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);

    private void Expect(bool holds, object?[] actual, string wanted)
    {
        if (holds == Not)
        {
            Fail($"Expected {(Not ? "not " : "")}{wanted},{Reason()} but got {ValueText.Of(actual.Length == 1 ? actual[0] : actual)}.");
        }
    }

    private string Reason() => string.IsNullOrWhiteSpace(Because) ? "" : $" because {Because.Trim()},";

    private void Fail(string message)
    {
        ErrorRecord record = new(new PesterFailure(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, null);
        ThrowTerminatingError(record);
    }
}
