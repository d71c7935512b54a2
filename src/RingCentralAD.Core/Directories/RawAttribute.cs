namespace RingCentralAD.Core.Directories;

/// <summary>One attribute as it was read: its name with any options, and its values as bytes.</summary>
/// <param name="Name">The attribute description, e.g. <c>mail</c>, <c>member;range=0-1499</c>.</param>
/// <param name="Values">The values in the order in which they came.</param>
public sealed record RawAttribute(string Name, IReadOnlyList<ReadOnlyMemory<byte>> Values);
