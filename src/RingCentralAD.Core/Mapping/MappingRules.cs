using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// What a mapping must keep to be saved, and what an administrator is warned of: looked at against the hub's schema, directories and other
/// mappings, read once for as many mappings as are to be checked.
/// </summary>
public sealed class MappingRules
{
    private readonly IReadOnlyList<HubAttribute> _attributes;
    private readonly IReadOnlyList<DirectoryEntry> _directories;
    private readonly string[] _names;
    private readonly WriteBackNames _writeBackNames;

    /// <summary>Rules over attributes, directories and mappings that may not be stored yet.</summary>
    /// <param name="attributes">The hub user's schema.</param>
    /// <param name="directories">The directories.</param>
    /// <param name="saved">The mappings that the hub has.</param>
    /// <param name="schemas">The directories' own schemas by their ids, as far as they were read.</param>
    public MappingRules(
        IReadOnlyList<HubAttribute> attributes, IReadOnlyList<DirectoryEntry> directories, IReadOnlyList<AttributeMapping> saved, IReadOnlyDictionary<string, DirectorySchema> schemas)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(directories);
        _attributes = attributes;
        _directories = directories;
        _names = [.. AppUserNames.Known(directories)];
        _writeBackNames = new WriteBackNames(directories, schemas);
        Saved = saved;
    }

    /// <summary>The mappings that the hub has.</summary>
    public IReadOnlyList<AttributeMapping> Saved { get; }

    /// <summary>Reads what the rules look at.</summary>
    public static async Task<MappingRules> LoadAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        return new MappingRules(
            await hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false),
            directories,
            await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await WriteBackNames.SchemasAsync(hub, directories, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Refuses a mapping that can never work; gives what to warn of.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="others">The mappings it will stand beside; the saved ones where left out.</param>
    /// <exception cref="RingCentralAdException">ExpressionSyntax, ExpressionUnknownAttribute, MappingTargetUnknown, MappingTypeMismatch, WriteBackTargetRefused …</exception>
    public IReadOnlyList<string> Check(AttributeMapping mapping, IEnumerable<AttributeMapping>? others = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        CheckTarget(mapping);
        BoundExpression expression = Bind(mapping);
        MappingAvailability.Check(mapping, expression, _attributes);
        CheckType(mapping, expression);
        return
        [
            .. expression.Warnings.Select(warning => warning.ToDisplay(mapping.Expression)),
            .. mapping.Direction == MappingDirection.HubToAd ? _writeBackNames.Warnings(mapping) : [],
            .. Boolean(mapping, expression),
            .. Unread(mapping, expression),
            .. Circles(mapping, expression, others ?? Saved),
            .. Numbers(mapping, expression),
            .. Clock(expression),
        ];
    }

    private BoundExpression Bind(AttributeMapping mapping)
    {
        try
        {
            return MappingSchema.Bind(mapping.Direction, mapping.Expression, _attributes, _names);
        }
        catch (ExpressionException error)
        {
            throw MappingErrors.From(error, mapping.Expression, mapping.Target);
        }
    }

    private void CheckTarget(AttributeMapping mapping)
    {
        if (mapping is { DirectoryId.Length: > 0, Direction: MappingDirection.HubToRc or MappingDirection.RcToHub or MappingDirection.HubToSso })
        {
            throw new RingCentralAdException(
                "MappingOfNoDirectory", ErrorKind.InvalidInput, $"{mapping.Direction} {mapping.Target}: it belongs to no directory.", "Leave -Directory out.", mapping.Target);
        }

        if (mapping.Direction == MappingDirection.HubToAd)
        {
            CheckDirectoryTarget(mapping);
            return;
        }

        if (mapping.Direction == MappingDirection.HubToSso)
        {
            SignOnTargets.Check(mapping.Target);
            return;
        }

        IReadOnlyList<string> allowed = mapping.Direction == MappingDirection.HubToRc ? HubSchema.RingCentralTargets : [.. _attributes.Select(attribute => attribute.Name)];
        if (!allowed.Contains(mapping.Target, StringComparer.Ordinal))
        {
            string remedy = Nearest.Question(mapping.Target, allowed)
                + (mapping.Direction == MappingDirection.HubToRc ? $"RingCentral takes {string.Join(", ", allowed)}." : "Get-HubAttribute lists the attributes; Add-HubAttribute adds one.");
            throw Unknown(mapping, $"{mapping.Direction} has no target '{mapping.Target}'.", remedy);
        }
    }

    private void CheckDirectoryTarget(AttributeMapping mapping)
    {
        WriteBackTargets.Check(mapping.Target);
        if (mapping.Target.Length == 0 || !char.IsAsciiLetter(mapping.Target[0]) || !mapping.Target.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw Unknown(mapping, $"'{mapping.Target}' is no name of an LDAP attribute.", "Letters, digits and hyphens; telephoneNumber, otherTelephone and ipPhone are usual.");
        }

        string? ldap = _directories.Select(entry => entry.Settings.Names.GetValueOrDefault(mapping.Target)).FirstOrDefault(name => name is not null && name != mapping.Target);
        if (ldap is not null)
        {
            throw Unknown(mapping, $"'{mapping.Target}' is the guide's name; the directory calls the attribute {ldap}.", $"Write {ldap} as the target.");
        }
    }

    private void CheckType(AttributeMapping mapping, BoundExpression expression)
    {
        HubAttributeType type = TargetValue.TypeOf(mapping.Direction, mapping.Target, _attributes);
        ValueTypes gives = expression.ResultType & ~ValueTypes.Null;
        if (gives != ValueTypes.None && (gives & TargetValue.Accepted(type)) == 0)
        {
            throw new RingCentralAdException(
                "MappingTypeMismatch", ErrorKind.InvalidInput,
                $"The mapping for {mapping.Target}:\n{mapping.Expression}\nIt gives {ValueTypeNames.Describe(gives)}, but {mapping.Target} takes {TargetValue.Describe(type)}.",
                gives == ValueTypes.List ? "Choose one with Arrays.get(x, 0), or join them with Arrays.toCsvString(x)."
                    : gives == ValueTypes.Profile ? "Name one of its attributes."
                    : $"Change the expression so that it gives {TargetValue.Describe(type)}.",
                mapping.Expression);
        }
    }

    private IEnumerable<string> Boolean(AttributeMapping mapping, BoundExpression expression)
    {
        if ((expression.ResultType & ~ValueTypes.Null) == ValueTypes.Boolean && TargetValue.TypeOf(mapping.Direction, mapping.Target, _attributes) == HubAttributeType.String)
        {
            yield return $"This gives true or false, so {mapping.Target} becomes the word. If that is not meant, choose a text: condition ? \"a\" : \"b\".";
        }
    }

    /// <summary>Attributes that no stored entry was read with so far.</summary>
    private IEnumerable<string> Unread(AttributeMapping mapping, BoundExpression expression)
    {
        foreach (DirectoryEntry entry in _directories.Where(entry => entry.ReadAttributes.Count > 0 && (mapping.DirectoryId.Length == 0 || mapping.DirectoryId == entry.Id)))
        {
            IEnumerable<string> read = mapping.Direction == MappingDirection.AdToHub ? Read(expression, entry) : [];
            string[] unread = [.. read.Concat(MappingReads.Found(expression, entry.Settings.Names)).Where(name => !entry.ReadAttributes.Contains(name, StringComparer.OrdinalIgnoreCase))];
            if (unread.Length > 0)
            {
                yield return $"{string.Join(", ", unread)} was not read from {entry.Name} so far: the next Import-AdUsers reads it for everybody. A name that the directory does not have is empty for everybody: look with Import-AdUsers -WhatIf first.";
            }
        }
    }

    /// <summary>What the write-back writes and an import reads comes back into the hub.</summary>
    private IEnumerable<string> Circles(AttributeMapping mapping, BoundExpression expression, IEnumerable<AttributeMapping> others)
    {
        if (mapping.Direction == MappingDirection.HubToAd)
        {
            return others.Where(other => other.Direction == MappingDirection.AdToHub && Meet(mapping, other) && Reads(other, mapping.Target))
                .Select(other => $"The mapping {other} reads {mapping.Target}: what is written there comes back into the hub.");
        }

        return mapping.Direction != MappingDirection.AdToHub
            ? []
            : others.Where(other => other.Direction == MappingDirection.HubToAd && Meet(mapping, other) && _directories.Any(entry => Read(expression, entry).Contains(other.Target, StringComparer.OrdinalIgnoreCase)))
                .Select(other => $"The mapping {other} writes {other.Target}, which this one reads: with write-back on, what is written comes back into the hub.");
    }

    private static IEnumerable<string> Numbers(AttributeMapping mapping, BoundExpression expression)
    {
        if (mapping is { Direction: MappingDirection.HubToRc, Target: "directNumber" } && expression.References.Count > 0)
        {
            yield return "RingCentral owns direct numbers: directNumber only comes in, and is never sent.";
        }
    }

    private static IEnumerable<string> Clock(BoundExpression expression)
    {
        if (expression.Calls.Any(function => function.Name == "Time.now"))
        {
            yield return "Time.now gives another value whenever the person is reckoned again, so that each such time is a change.";
        }
    }

    private bool Reads(AttributeMapping other, string ldapName)
    {
        try
        {
            BoundExpression expression = MappingSchema.Bind(other.Direction, other.Expression, _attributes);
            return _directories.Any(entry => Read(expression, entry).Contains(ldapName, StringComparer.OrdinalIgnoreCase))
                || expression.References.Any(reference => string.Equals(reference.Attribute, ldapName, StringComparison.OrdinalIgnoreCase));
        }
        catch (ExpressionException)
        {
            // A broken mapping reads nothing; who sets it hears of it then.
            return false;
        }
    }

    private static bool Meet(AttributeMapping one, AttributeMapping other) =>
        one.DirectoryId.Length == 0 || other.DirectoryId.Length == 0 || one.DirectoryId == other.DirectoryId;

    private static IEnumerable<string> Read(BoundExpression expression, DirectoryEntry entry) => expression.References
        .Where(reference => reference.Attribute != AttributeReference.AnyAttribute)
        .Select(reference => entry.Settings.Names.GetValueOrDefault(reference.Attribute, reference.Attribute));

    private static RingCentralAdException Unknown(AttributeMapping mapping, string message, string remedy) =>
        new("MappingTargetUnknown", ErrorKind.InvalidInput, message, remedy, mapping.Target);
}
