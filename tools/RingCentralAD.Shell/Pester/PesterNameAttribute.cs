namespace RingCentralAD.Shell.Pester;

/// <summary>What Pester calls the command: names without a verb, which a cmdlet cannot have but an alias can.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PesterNameAttribute(params string[] names) : Attribute
{
    public string[] Names { get; } = names;
}
