using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Core.Model;

/// <summary>An extension with its direct numbers.</summary>
public sealed record NumberedExtension : Extension
{
    /// <summary>An extension whose numbers are told besides.</summary>
    [SetsRequiredMembers]
    public NumberedExtension(Extension extension)
        : base(extension)
    {
    }

    /// <summary>The direct number that the hub takes over: the primary one; null where there is none, or while it is temporary or being ported.</summary>
    public string? DirectNumber { get; init; }

    /// <summary>All direct numbers, the primary one first.</summary>
    public IReadOnlyList<PhoneNumber> DirectNumbers { get; init; } = [];
}
