using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>The parameters of one cmdlet.</summary>
internal sealed class ParameterReader(XmlDocs docs, DocText text, CmdletInfo cmdlet)
{
    private static readonly Dictionary<string, string> s_engineText = new()
    {
        ["WhatIf"] = "Shows what would happen. Nothing is changed.",
        ["Confirm"] = "Asks before anything is changed.",
    };

    private readonly object? _blank = Activator.CreateInstance(cmdlet.ImplementingType);

    /// <summary>Position first, then what is mandatory, then the rest as the source has it.</summary>
    public SyntaxHelp Syntax(CommandParameterSetInfo set) => new(
        set.Name,
        set.IsDefault,
        [
            .. set.Parameters.Where(IsOwn)
                .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
                .ThenBy(parameter => !parameter.IsMandatory)
                .ThenBy(parameter => SourceOrder(parameter.Name))
                .Select(parameter => Read(parameter, [set])),
        ]);

    /// <summary>Each parameter once; it is required where every set that has it requires it.</summary>
    public ParameterHelp[] All() =>
    [
        .. cmdlet.ParameterSets.SelectMany(set => set.Parameters.Where(IsOwn), (set, parameter) => (set, parameter))
            .GroupBy(pair => pair.parameter.Name)
            .OrderBy(group => SourceOrder(group.Key))
            .Select(group => Read(group.First().parameter, [.. group.Select(pair => pair.set)]) with
            {
                IsRequired = group.All(pair => pair.parameter.IsMandatory),
                ByValue = group.Any(pair => pair.parameter.ValueFromPipeline),
                ByPropertyName = group.Any(pair => pair.parameter.ValueFromPipelineByPropertyName),
            }),
    ];

    private static bool IsOwn(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private ParameterHelp Read(CommandParameterInfo parameter, CommandParameterSetInfo[] sets)
    {
        Type type = parameter.ParameterType;
        string[] values = [.. Values(parameter)];
        bool everywhere = sets.Length == cmdlet.ParameterSets.Count;
        return new ParameterHelp(
            parameter.Name,
            TypeNames.Short(type),
            type == typeof(SwitchParameter),
            parameter.IsMandatory,
            parameter.Position < 0 ? null : parameter.Position,
            parameter.ValueFromPipeline,
            parameter.ValueFromPipelineByPropertyName,
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            parameter.ValueFromRemainingArguments,
            Default(parameter),
            [.. parameter.Aliases],
            everywhere ? [] : [.. sets.Select(set => set.Name)],
            values,
            Text(parameter, values));
    }

    private List<string> Text(CommandParameterInfo parameter, string[] values)
    {
        if (Property(parameter.Name) is not { } property)
        {
            return s_engineText.TryGetValue(parameter.Name, out string? standard) ? [standard] : [];
        }

        XElement? comment = docs.Property(property.DeclaringType!, property.Name);
        List<string> paragraphs = [.. text.Paragraphs(comment?.Element("summary")), .. text.Paragraphs(comment?.Element("remarks"))];
        if (paragraphs.Count > 0 && values.Length > 0)
        {
            paragraphs.Add($"Possible values: {string.Join(", ", values)}.");
            paragraphs.AddRange(Meanings(parameter.ParameterType, values));
        }

        return paragraphs;
    }

    private IEnumerable<string> Meanings(Type type, string[] values)
    {
        Type kind = Element(type);
        return from value in values
               let meaning = kind.IsEnum ? text.Line(docs.Field(kind, value)?.Element("summary")) : ""
               where meaning.Length > 0
               select $"- {value}: {meaning}";
    }

    private static IEnumerable<string> Values(CommandParameterInfo parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return set.ValidValues;
        }

        Type kind = Element(parameter.ParameterType);
        return kind.IsEnum ? Enum.GetNames(kind) : [];
    }

    private static Type Element(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsArray ? Element(plain.GetElementType()!) : Named(plain) ?? plain;
    }

    /// <summary>The enum whose names an argument of this class may be, as its constructor says: a state, or something else.</summary>
    private static Type? Named(Type type) => !type.IsClass || type.Namespace != "RingCentralAD" ? null : type.GetConstructors()
        .Select(static constructor => constructor.GetParameters())
        .Where(static parameters => parameters is [{ ParameterType.IsEnum: true }])
        .Select(static parameters => parameters[0].ParameterType)
        .FirstOrDefault();

    private string? Default(CommandParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return "False";
        }

        PropertyInfo? property = parameter.IsMandatory ? null : Property(parameter.Name);
        if (property?.GetCustomAttribute<PSDefaultValueAttribute>() is { } told)
        {
            return told.Help ?? LanguagePrimitives.ConvertTo<string>(told.Value);
        }

        object? value = property?.GetValue(_blank);
        return value switch
        {
            // The zero of its type is what the language puts into a parameter that nobody gave: the cmdlet asks whether it was. One for which zero
            // really is the default says so by [PSDefaultValue].
            ValueType when property!.PropertyType == value.GetType() && value.Equals(Activator.CreateInstance(value.GetType())) => null,
            null or "" => null,
            string plain => plain,
            IEnumerable items => string.Join(", ", items.Cast<object?>()) is { Length: > 0 } joined ? joined : null,
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };
    }

    private PropertyInfo? Property(string name) =>
        cmdlet.ImplementingType.GetProperties().FirstOrDefault(property => property.Name == name && property.IsDefined(typeof(ParameterAttribute)));

    /// <summary>The cmdlet's own parameters as they stand in its file, then those of its bases, then the engine's.</summary>
    private long SourceOrder(string name)
    {
        if (Property(name) is not { } property)
        {
            return long.MaxValue;
        }

        int depth = 0;
        for (Type? type = cmdlet.ImplementingType; type is not null && type != property.DeclaringType; type = type.BaseType)
        {
            depth++;
        }

        return ((long)depth << 32) + (property.MetadataToken & 0xFFFFFF);
    }
}
