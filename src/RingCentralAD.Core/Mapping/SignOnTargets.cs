using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>What a HubToSso mapping may give: the name identifier, and attributes of any name.</summary>
public static class SignOnTargets
{
    /// <summary>The target that becomes the name identifier.</summary>
    public const string NameId = "nameId";

    private const int MaxLength = 256;

    /// <summary>The targets that most service providers read.</summary>
    public static IReadOnlyList<string> Usual { get; } = [NameId, "email", "firstName", "lastName"];

    /// <summary>The mappings of a new identity provider: RingCentral looks for its user by mail address.</summary>
    public static IReadOnlyList<AttributeMapping> Defaults { get; } =
    [
        Of(NameId, "user.email"), Of("email", "user.email"), Of("firstName", "user.firstName"), Of("lastName", "user.lastName"),
    ];

    /// <summary>Refuses what is no name of a SAML attribute.</summary>
    public static void Check(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Length is 0 or > MaxLength || !target.All(static c => char.IsAsciiLetterOrDigit(c) || ".:/-_#".Contains(c, StringComparison.Ordinal)))
        {
            throw new RingCentralAdException(
                "MappingTargetUnknown", ErrorKind.InvalidInput, $"'{target}' is no name of a SAML attribute.", "Write nameId, or a name or URI of letters, digits and . : / - _ #.", target);
        }
    }

    private static AttributeMapping Of(string target, string expression) => new() { Direction = MappingDirection.HubToSso, Target = target, Expression = expression };
}
