using System.Reflection;

namespace RingCentralAD.Expressions;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">What it takes, in the reference's words: String, Integer, Array, …</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="IsVariadic">Whether it stands for any number of arguments.</param>
public sealed record FunctionParameter(string Name, string TypeName, bool IsOptional, bool IsVariadic)
{
    internal Type ClrType { get; init; } = typeof(object);

    internal object? Default { get; init; }

    internal static FunctionParameter From(ParameterInfo parameter)
    {
        bool variadic = parameter.IsDefined(typeof(ParamArrayAttribute));
        Type shown = variadic ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string type = parameter.GetCustomAttribute<ShownAsAttribute>()?.Type ?? NameOf(shown);
        return new(parameter.Name!, type, parameter.HasDefaultValue, variadic)
        {
            ClrType = parameter.ParameterType,
            Default = parameter.HasDefaultValue ? parameter.DefaultValue : null,
        };
    }

    internal static string NameOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "String",
        var t when t == typeof(int) => "Integer",
        var t when t == typeof(double) => "Number",
        var t when t == typeof(bool) => "Boolean",
        var t when t == typeof(IAttributeSource) => "User",
        var t when typeof(IReadOnlyList<object?>).IsAssignableFrom(t) => "Array",
        _ => "Value",
    };
}
