using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace RingCentralAD.Shell.StandIns.Objects;

[Cmdlet(VerbsCommon.New, "Object")]
internal sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        PSObject made = PSObject.AsPSObject(Make());
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (made.BaseObject is PSCustomObject)
            {
                made.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
            else if (made.Properties[name] is { } property)
            {
                property.Value = entry.Value;
            }
            else
            {
                ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException($"The member \"{name}\" was not found for the specified {TypeName} object."),
                    "InvalidOperationException,Microsoft.PowerShell.Commands.NewObjectCommand",
                    ErrorCategory.InvalidOperation,
                    null));
            }
        }

        WriteObject(made);
    }

    private object Make()
    {
        if (!LanguagePrimitives.TryConvertTo(TypeName, out Type type))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."),
                "TypeNotFound",
                ErrorCategory.InvalidType,
                null));
        }

        if (type == typeof(PSObject) || type == typeof(PSCustomObject))
        {
            return new PSObject();
        }

        object?[] arguments = [.. ArgumentList.Select(argument => (argument as PSObject)?.BaseObject ?? argument)];
        try
        {
            return Construct(type, arguments);
        }
        catch (Exception error) when (error is MissingMethodException or TargetInvocationException or PSInvalidCastException)
        {
            ThrowTerminatingError(new ErrorRecord(error.InnerException ?? error, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation, null));
            throw;
        }
    }

    private static object Construct(Type type, object?[] arguments)
    {
        foreach (ConstructorInfo constructor in type.GetConstructors().Where(c => c.GetParameters().Length == arguments.Length))
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            object?[] converted = new object?[arguments.Length];
            bool fits = true;
            for (int i = 0; fits && i < arguments.Length; i++)
            {
                fits = LanguagePrimitives.TryConvertTo(arguments[i], parameters[i].ParameterType, CultureInfo.InvariantCulture, out converted[i]);
            }

            if (fits)
            {
                return constructor.Invoke(converted);
            }
        }

        return Activator.CreateInstance(type, arguments)!;
    }
}
