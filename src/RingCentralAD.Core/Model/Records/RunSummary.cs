using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>What a run did, in numbers; goes to the information stream, never into the pipeline.</summary>
public sealed record RunSummary
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The number by which people name it; null where it has none.</summary>
    public long? Number { get; init; }

    /// <summary>What it was.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>How many were read.</summary>
    public long Read { get; init; }

    /// <summary>How many people were named; null where everybody was meant.</summary>
    public long? AskedFor { get; init; }

    /// <summary>How many values were not sent to RingCentral, since it or our own check refuses them.</summary>
    public long RefusedValues { get; init; }

    /// <summary>How many people per action.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Nothing was changed: a what-if.</summary>
    public bool WhatIf { get; init; }

    /// <inheritdoc />
    public override string ToString()
    {
        List<string> parts = [];
        if (Read > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Read:N0} read"));
        }

        if (AskedFor is { } people)
        {
            parts.Add($"{Counted.People(people)} asked for");
        }

        parts.AddRange(Counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {Words(pair.Key)}")));
        if (Counts.Count == 0)
        {
            parts.Add("nothing to do");
        }

        if (RefusedValues > 0)
        {
            parts.Add(Counted.Of(RefusedValues, "value refused", "values refused"));
        }

        string what = string.Join(", ", parts) + (IsExplained ? "; Get-RcProvisioningError says why" : "");
        string run = WhatIf || Number is null ? "" : string.Create(CultureInfo.InvariantCulture, $"run {Number}, ");
        return string.Create(CultureInfo.InvariantCulture, $"{(WhatIf ? "What if: " : "")}{what}  ({run}{Duration.TotalSeconds:0.0} s)");
    }

    private bool IsExplained => Kind == RunKind.Provisioning && !WhatIf && (RefusedValues > 0 || Counts.ContainsKey(nameof(OperationState.Blocked)) || Counts.ContainsKey(nameof(OperationState.Failed)));

    private static string Words(string action) => action.ToLowerInvariant();
}
