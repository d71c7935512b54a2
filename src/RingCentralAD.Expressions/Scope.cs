namespace RingCentralAD.Expressions;

/// <summary>What an expression may look at: profiles by their root.</summary>
public interface IScope
{
    /// <summary>Whether there is such a root (user, appuser, source …).</summary>
    bool HasRoot(string root);

    /// <summary>
    /// The value of an attribute; false where the schema has none of that name. A schema attribute without a value is there and null.
    /// </summary>
    bool TryGet(string root, string attribute, out object? value);

    /// <summary>The attributes of a root, for hints.</summary>
    IEnumerable<string> Names(string root);
}
