using System.Collections.Immutable;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>A value takes the form of its target, or is refused with the reason.</summary>
public sealed class TargetValueTests
{
    [Theory]
    [InlineData(HubAttributeType.String, "appuser.city", "Bonn")]
    [InlineData(HubAttributeType.String, "1 + 2", "3")]
    [InlineData(HubAttributeType.String, "1.5", "1.5")]
    [InlineData(HubAttributeType.String, "1 == 1", "true")]
    [InlineData(HubAttributeType.String, "{\"a\"}", "a")]
    [InlineData(HubAttributeType.String, "appuser.otherTelephone", "1")]
    [InlineData(HubAttributeType.String, "\"\"", null)]
    [InlineData(HubAttributeType.String, "{}", null)]
    [InlineData(HubAttributeType.String, "appuser != null ? appuser.city : \"nobody\"", "Bonn")]
    [InlineData(HubAttributeType.Integer, "\"42\"", 42L)]
    [InlineData(HubAttributeType.Integer, "42", 42L)]
    [InlineData(HubAttributeType.Integer, "42.0", 42L)]
    [InlineData(HubAttributeType.Number, "42", 42.0)]
    [InlineData(HubAttributeType.Number, "\"1.5\"", 1.5)]
    [InlineData(HubAttributeType.Boolean, "1 < 2", true)]
    [InlineData(HubAttributeType.Boolean, "\"TRUE\"", true)]
    [InlineData(HubAttributeType.StringArray, "{1, \"a\", null}", new[] { "1", "a" })]
    [InlineData(HubAttributeType.StringArray, "appuser.city", new[] { "Bonn" })]
    public void Fits(HubAttributeType type, string expression, object? expected)
    {
        MappingResult result = Evaluate(type, expression);
        Assert.Null(result.Error);
        Assert.Equal(expected, result.Value);
    }

    [Theory]
    [InlineData(HubAttributeType.Integer, "appuser.otherTelephone", "Arrays.get(x, 0)")]
    [InlineData(HubAttributeType.String, "{{1}, 2}", "Arrays.get(x, 0)")]
    [InlineData(HubAttributeType.Integer, "appuser.city", "a whole number")]
    [InlineData(HubAttributeType.Integer, "1.5", "a whole number")]
    [InlineData(HubAttributeType.Boolean, "appuser.city", "true or false")]
    [InlineData(HubAttributeType.Number, "appuser.otherTelephone", "")]
    public void Does_not_fit(HubAttributeType type, string expression, string remedy)
    {
        MappingResult result = Evaluate(type, expression);
        Assert.Equal("MappingValueType", result.Error?.ErrorId);
        Assert.Contains(remedy, result.Error!.Remedy, StringComparison.Ordinal);
    }

    private static MappingResult Evaluate(HubAttributeType type, string expression)
    {
        HubAttribute attribute = new() { Name = "x", DisplayName = "X", Type = type };
        CompiledMapping mapping = new(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "x", Expression = expression }, [attribute], TimeProvider.System);
        AttributeSet entry = new([new("city", "Bonn"), new("otherTelephone", (string[])["1", "2"])]);
        return mapping.Evaluate(new MappingSubject(entry, ImmutableDictionary<string, string>.Empty, null));
    }
}
