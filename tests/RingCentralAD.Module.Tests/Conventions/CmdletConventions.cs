using System.Management.Automation;
using System.Reflection;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>What holds for every cmdlet. Each rule returns what breaks it, so that a test can show the rule at work.</summary>
internal static class CmdletConventions
{
    private static readonly HashSet<string> s_approvedVerbs = ApprovedVerbs();

    private static readonly HashSet<string> s_harmlessVerbs =
        ["Get", "Test", "Trace", "Compare", "Export", "Disconnect", "Start"];

    /// <summary>Changes nothing but the session.</summary>
    private const string OfSession = "Connect-RcHub";

    public static IEnumerable<Type> Cmdlets(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null);

    public static string NameOf(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }

    public static IEnumerable<string> Form(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        if (!cmdlet.IsSealed || !cmdlet.IsPublic)
        {
            yield return $"{cmdlet.Name} is not a public sealed class.";
        }

        if (cmdlet.Name != $"{attribute.VerbName}{attribute.NounName}Command")
        {
            yield return $"{cmdlet.Name} should be {attribute.VerbName}{attribute.NounName}Command.";
        }

        if (!s_approvedVerbs.Contains(attribute.VerbName))
        {
            yield return $"{attribute.VerbName} is no approved verb.";
        }

        if (!cmdlet.GetCustomAttributes<OutputTypeAttribute>().Any())
        {
            yield return $"{cmdlet.Name} names no OutputType.";
        }
    }

    /// <summary>One file for each cmdlet, named like it.</summary>
    public static IEnumerable<string> File(Type cmdlet, string sourceFolder)
    {
        string[] files = Directory.GetFiles(sourceFolder, cmdlet.Name + ".cs", SearchOption.AllDirectories);
        if (files.Length != 1)
        {
            yield return $"{cmdlet.Name} lies in {files.Length} files of its name under {sourceFolder}.";
        }
    }

    /// <summary>What is asked for at the prompt is explained there (!?), as the help does.</summary>
    public static IEnumerable<string> Prompting(Type cmdlet, Func<string, string, string> helpOf) =>
        from property in cmdlet.GetProperties()
        let mandatory = property.GetCustomAttributes<ParameterAttribute>().Where(parameter => parameter.Mandatory).ToArray()
        where mandatory.Length > 0
        let help = helpOf(NameOf(cmdlet), property.Name)
        from parameter in mandatory
        where parameter.HelpMessage != help
        select $"{NameOf(cmdlet)} -{property.Name}: HelpMessage is '{parameter.HelpMessage}', the help says '{help}'.";

    /// <summary>Who changes something can be asked what it would do.</summary>
    public static IEnumerable<string> Asking(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        if (!attribute.SupportsShouldProcess && !s_harmlessVerbs.Contains(attribute.VerbName) && NameOf(cmdlet) != OfSession)
        {
            yield return $"{NameOf(cmdlet)} changes something but does not support -WhatIf.";
        }
    }

    /// <summary>PowerShell reads public types before the load context stands; these would need Core too early.</summary>
    public static IEnumerable<string> NeedsCoreEarly(Type type) =>
        from part in Parts(type).SelectMany(Flatten)
        let name = part.Assembly.GetName().Name!
        where name.StartsWith("RingCentralAD.", StringComparison.Ordinal) && part.Assembly != type.Assembly
        select $"{type.Name} has {part.Name} of {name} in its base, interfaces or generic arguments.";

    private static IEnumerable<Type> Parts(Type type)
    {
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }

        foreach (Type contract in type.GetInterfaces())
        {
            yield return contract;
        }

        foreach (Type constraint in type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()))
        {
            yield return constraint;
        }
    }

    private static IEnumerable<Type> Flatten(Type type) =>
        type.GetGenericArguments().SelectMany(Flatten).Append(type.HasElementType ? type.GetElementType()! : type);

    private static HashSet<string> ApprovedVerbs() =>
    [
        .. from holder in typeof(PSObject).Assembly.GetExportedTypes()
           where holder.Namespace == "System.Management.Automation" && holder.Name.StartsWith("Verbs", StringComparison.Ordinal)
           from field in holder.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.IsLiteral
           select (string)field.GetRawConstantValue()!,
    ];
}
