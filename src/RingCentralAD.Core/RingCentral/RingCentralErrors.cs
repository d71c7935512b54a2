using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>A failure as an administrator reads it.</summary>
/// <param name="Title">What is wrong: the guide's words where it has them.</param>
/// <param name="Explanation">Why, and where.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="GuideRow">The row of the guide's table "Provisioning errors", 1 to 6; null where it has none.</param>
public sealed record ErrorExplanation(string Title, string Explanation, string Remedy, int? GuideRow)
{
    /// <inheritdoc />
    public override string ToString() => Title;
}

/// <summary>Explains failures: the six of the Active Directory integration guide in its words, all others in ours.</summary>
/// <remarks>
/// Source of the six: "Provisioning errors" at the end of RingCentral's Active Directory integration guide, its "Okta" read as "RingCentral's side".
/// </remarks>
public static class RingCentralErrors
{
    private const string NothingToDo = "Give RingCentral's support the request id, or report it.";

    /// <summary>Explains a failure.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="numberFromDirectory">
    /// Whether the extension number comes from the directory by a mapping: then it is to be corrected there, else in the portal; null says both.
    /// </param>
    /// <param name="trace">Where the refused value comes from, e.g. "user.state, st = 'N/A' on CN=Ann Lee,OU=Sales,DC=example,DC=com"; null where unknown.</param>
    public static ErrorExplanation Explain(AccountException error, bool? numberFromDirectory = null, string? trace = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        string parameter = error.Parameter ?? "A value";
        string where = trace is null ? "" : $" It comes from {trace}.";
        return error.ErrorId switch
        {
            RingCentralErrorIds.InvalidParameter => Row(
                1,
                error,
                $"{parameter} is invalid. Please correct the parameter in Active Directory.",
                "Values coming from Active Directory are not right. Please correct the values. Make sure all the values are right." + where),
            RingCentralErrorIds.NotFound when error.Failure != AccountFailure.NotFound => Row(
                2,
                error,
                $"Resource for parameter [{error.Parameter ?? "unknown"}] is not found.",
                "Value is missing in Active Directory. Please correct it." + where),
            RingCentralErrorIds.Unparsable => Row(
                3,
                error,
                "JSON can not be parsed. Please check your data AD and correct it.",
                "JSON can not be parsed. Please check your data AD and correct it." + where),
            RingCentralErrorIds.Unavailable => Unavailable(error, ""),
            RingCentralErrorIds.AnswerLost when error.Status is not null => Unavailable(error, " The request may have been carried out or not: the next run looks before it sends anything again."),
            RingCentralErrorIds.ExtensionInUse => Row(
                5,
                error,
                "Extension already in use. Please go to RingCentral's web portal and see what extensions are available.",
                "Extension already in use. Please check in service web if extension is available or not."),
            RingCentralErrorIds.ExtensionNumberTaken => Row(
                6,
                error,
                "Extension number is duplicate. " + numberFromDirectory switch
                {
                    true => "Please correct in Active Directory.",
                    false => "Please edit it in the RingCentral Service web portal.",
                    null => "Please correct in Active Directory if you have an extension field. Otherwise edit it in the RingCentral Service web portal.",
                },
                (numberFromDirectory == true ? "" : "To bulk edit extensions in the RingCentral web portal, please go to User Management > edit extensions and follow the instructions to edit. ")
                    + "RingCentral says the same of a number that is not of legal length." + where),
            _ => new ErrorExplanation(Title(error), error.Message + where, error.Remedy ?? NothingToDo, null),
        };
    }

    private static ErrorExplanation Unavailable(AccountException error, string more) => Row(
        4,
        error,
        "Service Temporarily Unavailable. Please check back later.",
        "Please check back again in sometime. Issues on RingCentral's side." + more);

    private static ErrorExplanation Row(int row, AccountException error, string title, string explanation) =>
        new(title, explanation, error.Remedy ?? NothingToDo, row);

    private static string Title(AccountException error) =>
        ErrorMeanings.Find(error.Code)?.Meaning ?? (error.Message.IndexOf(". ", StringComparison.Ordinal) is > 0 and int end ? error.Message[..(end + 1)] : error.Message);
}
