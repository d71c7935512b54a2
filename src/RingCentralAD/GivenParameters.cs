using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;

namespace RingCentralAD;

/// <summary>What the caller gave, as it stands on a command line: what -WhatIf and -Confirm say of a cmdlet that changes settings.</summary>
internal static class GivenParameters
{
    /// <summary>The parameters with their values, without the common ones; never a secret.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="without">Parameters that name the target, which is told beside this.</param>
    public static string Describe(PSCmdlet cmdlet, params string[] without)
    {
        string[] given =
        [
            .. cmdlet.MyInvocation.BoundParameters
                .Where(pair => !Cmdlet.CommonParameters.Contains(pair.Key) && !Cmdlet.OptionalCommonParameters.Contains(pair.Key) && pair.Key is not ("Hub" or "PassThru") && !without.Contains(pair.Key))
                .Select(static pair => pair.Value is SwitchParameter { IsPresent: true } ? $"-{pair.Key}" : $"-{pair.Key} {Text(pair.Value)}"),
        ];
        return given.Length == 0 ? "nothing" : string.Join(' ', given);
    }

    private static string Text(object? value) => value switch
    {
        null => "$null",
        PSObject { BaseObject: var inner } when inner is not PSCustomObject => Text(inner),
        SecureString or PSCredential => "(not shown)",
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value) ? "$true" : "$false",
        string text => text.Length > 0 && text.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/' or '*' or '=' or '\\') ? text : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'",
        Uri { IsAbsoluteUri: true, UserInfo.Length: > 0 } uri => Text(new UriBuilder(uri) { UserName = "", Password = "" }.Uri),
        IDictionary pairs => $"@{{ {string.Join("; ", pairs.Cast<DictionaryEntry>().Select(static pair => $"{pair.Key} = {Text(pair.Value)}"))} }}",
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text)) is { Length: > 0 } list ? list : "@()",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Text(value.ToString() ?? ""),
    };
}
