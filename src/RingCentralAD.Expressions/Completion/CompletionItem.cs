namespace RingCentralAD.Expressions;

/// <summary>What a completion stands for.</summary>
public enum CompletionKind
{
    /// <summary>A profile: user, appuser, …</summary>
    Root,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>What stands before the dot of functions: String, Arrays, …</summary>
    Namespace,

    /// <summary>A function.</summary>
    Function,
}

/// <summary>Something that could be typed at a place of an expression.</summary>
/// <param name="Text">What is to stand there: <c>firstName</c>, <c>['cost center']</c>, <c>substringAfter(</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Description">A function's signature and meaning, an attribute's type or description.</param>
/// <param name="Start">Where the text it replaces begins, 0-based.</param>
/// <param name="Length">How many UTF-16 units it replaces.</param>
public sealed record CompletionItem(string Text, CompletionKind Kind, string Description, int Start, int Length);
