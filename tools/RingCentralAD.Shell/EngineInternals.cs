using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RingCentralAD.Shell;

/// <summary>What pwsh's own assemblies reach as friends of the engine. The engine's version is pinned, so these names hold.</summary>
internal static class EngineInternals
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    /// <summary>Lets exit in the script file that is run next end the host, as pwsh -File does.</summary>
    public static void LetExitThrough(Runspace runspace)
    {
        object context = Context(runspace);
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    /// <summary>The value of $? without a script that would change it.</summary>
    public static bool LastSucceeded(Runspace runspace)
    {
        object context = Context(runspace);
        return (bool)Property(context.GetType(), "QuestionMarkVariableValue").GetValue(context)!;
    }

    /// <summary>Gives one of the engine's formatting cmdlets its inner half.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="shape">Table, List, Wide or Complex.</param>
    public static void UseShape(PSCmdlet command, string shape)
    {
        Type shapes = Engine(FormatNamespace + "FormatShape");
        Use(command, Make("InnerFormatShapeCommand", Enum.Parse(shapes, shape)));
    }

    /// <summary>Gives a cmdlet the formatter that writes finished lines into a text writer.</summary>
    public static void UseWriter(PSCmdlet command, TextWriter writer, int width)
    {
        object inner = Make("OutputManagerInner");
        Property(inner.GetType(), "LineOutput").SetValue(inner, Make("TextWriterLineOutput", writer, width));
        Use(command, inner);
    }

    /// <summary>Ends the commands before this one, because nobody wants more of them: what Select-Object -First does.</summary>
    public static void StopUpstream(PSCmdlet command)
    {
        Type type = Engine("System.Management.Automation.StopUpstreamCommandsException");
        throw (Exception)Activator.CreateInstance(type, Hidden, null, [command], null)!;
    }

    /// <summary>Says at which command of the script the error arose.</summary>
    public static void SetInvocation(ErrorRecord record, InvocationInfo place)
    {
        Method("SetInvocationInfo").Invoke(record, [place]);
        Property(typeof(ErrorRecord), "PreserveInvocationInfoOnce").SetValue(record, true);

        static MethodInfo Method(string name) =>
            typeof(ErrorRecord).GetMethod(name, Hidden) ?? throw new MissingMethodException(nameof(ErrorRecord), name);
    }

    private static object Context(Runspace runspace) =>
        Property(runspace.GetType(), "ExecutionContext").GetValue(runspace)!;

    private static void Use(PSCmdlet command, object inner)
    {
        for (Type? type = command.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField("implementation", Hidden) is { } field)
            {
                field.SetValue(command, inner);
                return;
            }
        }

        throw new MissingFieldException(command.GetType().Name, "implementation");
    }

    private static object Make(string name, params object[] arguments) =>
        Activator.CreateInstance(Engine(FormatNamespace + name), Hidden, null, arguments, null)!;

    private static Type Engine(string name) => typeof(PSObject).Assembly.GetType(name, throwOnError: true)!;

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, Hidden) ?? throw new MissingMemberException(type.Name, name);
}
