using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Tries an expression of the mapping language out; needs no hub.</summary>
/// <remarks>
/// <para>Gives an object with Value, or with ErrorKind, Position, Message and Remedy; Display shows the expression with carets under the place.
/// Whether an expression may be saved as a mapping of the hub, Set-AttributeMapping -WhatIf tells; what it does to people, Test-AttributeMapping.</para>
/// <para>The context is JSON: profiles (user, appuser, source, org, app …) as objects of attributes, where null is an attribute without a value; beside
/// them groups, managerUsers, directoryUsers, linkedObjects, internal and now, as docs/mapping-language.md has them.</para>
/// </remarks>
/// <example>
/// <code>Test-MappingExpression 'Phone.extension(appuser.telephoneNumber)' -ContextJson '{ "appuser": { "telephoneNumber": "+1-415-555-6789;ext.321" } }'</code>
/// <para>Gives the value 321.</para>
/// </example>
/// <example>
/// <code>'user.firstName + " " + user.lastName', 'user.firstname' | Test-MappingExpression -ContextJson '{ "user": { "firstName": "Ada", "lastName": "Lovelace" } }'</code>
/// <para>Tries two expressions; the second shows where it is wrong and which name was probably meant.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "MappingExpression")]
[OutputType(typeof(MappingExpressionResult))]
public sealed class TestMappingExpressionCommand : AsyncCmdlet
{
    /// <summary>The expression to try.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The expression to try.", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExpressionCompleter))]
    public string[] Expression { get; set; } = null!;

    /// <summary>The context as JSON; without it no profile is there.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ContextJson { get; set; } = "{}";

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        foreach (string expression in Expression)
        {
            try
            {
                WriteObject(ExpressionTrial.Evaluate(expression, ContextJson, TimeProvider.System));
            }
            catch (RingCentralAdException error)
            {
                WriteError(ErrorRecords.From(error));
            }
        }

        return Task.CompletedTask;
    }
}
