using System.Text.RegularExpressions;

namespace RingCentralAD.Simulator;

/// <summary>Lists and single reads of phone numbers.</summary>
internal static class NumberOperations
{
    public static Answer List(Call call)
    {
        string? extensionStatus = One(call, "extensionStatus", Enums.ExtensionStatus);
        IReadOnlyList<string>? usage = call.Query.Choices("usageType", Enums.UsageTypeV1);
        IReadOnlyList<string>? payment = call.Query.Choices("paymentType", Enums.PaymentType);
        IReadOnlyList<string>? status = call.Query.Choices("status", Enums.NumberStatus);
        Page<PhoneNumber> page = Page.Of(call, call.Account.NumberTable.Ordered, n =>
            (usage?.Contains(NumberView.UsageTypeV1(n)) ?? true)
            && (payment?.Contains(n.PaymentType) ?? true)
            && (status?.Contains(n.Status) ?? true)
            && HasStatus(call, n, extensionStatus));
        return Answer.Json(w => page.Write(w, call, n => NumberView.Company(w, call, n)));
    }

    public static Answer Read(Call call)
    {
        string text = call.Parameter("phoneNumberId");
        PhoneNumber number = (Call.Number(text) is { } id ? call.Account.NumberTable.Find(id) : null) ?? throw new ApiException(Problem.NotFound("phoneNumberId", text));
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            NumberView.Company(w, call, number);
            w.WriteEndObject();
        });
    }

    /// <summary>The numbers of one extension, and the company's numbers that it may use (specification, listExtensionPhoneNumbers).</summary>
    public static Answer OfExtension(Call call)
    {
        Extension extension = call.Extension();
        string? status = One(call, "status", Enums.NumberStatus);
        IReadOnlyList<string>? usage = call.Query.Choices("usageType", Enums.UsageTypeV1);
        PhoneNumber[] all = [.. call.Account.NumberTable.Of(extension.Id), .. call.Account.NumberTable.Company.Where(n => n.Status != "Pending")];
        Page<PhoneNumber> page = Page.Of(call, all, n => (usage?.Contains(NumberView.UsageTypeV1(n)) ?? true) && (status is null || n.Status == status));
        return Answer.Json(w => page.Write(w, call, n => NumberView.OfExtension(w, call, n)));
    }

    public static Answer ListV2(Call call)
    {
        IReadOnlyList<string>? type = call.Query.Choices("type", Enums.NumberType);
        IReadOnlyList<string>? usage = call.Query.Choices("usageType", Enums.UsageTypeV2);
        string? status = One(call, "status", Enums.NumberStatus);
        string? toll = One(call, "tollType", Enums.TollType);
        string? extensionStatus = One(call, "extensionStatus", Enums.ExtensionStatus);
        bool elsewhere = call.Query.Flag("byocNumber") == true || call.Query.Flag("mobileNumber") == true;
        Regex? pattern = Wildcards(call.Query.Text("phoneNumber", 18));
        Page<PhoneNumber> page = Page.Of(call, call.Account.NumberTable.Ordered, n =>
            !elsewhere
            && (type is null || type.Contains(n.Type))
            && (usage?.Contains(NumberView.UsageTypeV2(call, n)) ?? true)
            && (status is null || n.Status == status)
            && (toll is null || NumberView.TollType(n) == toll)
            && (pattern?.IsMatch(n.Number) ?? true)
            && HasStatus(call, n, extensionStatus));
        return Answer.Json(w => page.Write(w, call, n => NumberView.Version2(w, call, n), navigation: false, uri: false));
    }

    private static bool HasStatus(Call call, PhoneNumber n, string? status) =>
        status is null || (n.ExtensionId is { } id && call.Account.ExtensionTable.Find(id)?.Status == status);

    private static string? One(Call call, string name, string[] allowed) => call.Query.Choices(name, allowed) switch
    {
        null => null,
        [{ } one] => one,
        { } several => throw new ApiException(Problem.Invalid(name, string.Join(',', several))),
    };

    private static Regex? Wildcards(string? text) => string.IsNullOrEmpty(text) ? null
        : new Regex($"^\\+?{Regex.Escape(text.TrimStart('+', ' ')).Replace("\\*", "[0-9]*", StringComparison.Ordinal)}\\z", RegexOptions.NonBacktracking);
}
