namespace RingCentralAD.Core.Model;

/// <summary>Why a run did not come to its end, where nothing went wrong; in the same words for who ran it and for its record.</summary>
public static class Interruption
{
    /// <summary>Somebody stopped it, or the next command of the pipeline took no more.</summary>
    public const string Stopped =
        "Stopped on its way, by Ctrl+C or by a next command that took no more (Select-Object -First is one). What was done until then stands; the next run does the rest.";

    /// <summary>A person said no.</summary>
    public static string Declined(RunKind kind) => kind switch
    {
        RunKind.Provisioning => "Nothing was sent to RingCentral: the answer was no.",
        RunKind.WriteBack => "Nothing was written into the directory: the answer was no.",
        _ => "Nothing was imported: the answer was no.",
    };
}
