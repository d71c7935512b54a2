namespace RingCentralAD.Simulator;

/// <summary>Every operation that the simulator carries out, with the group, scope and permission of RingCentral's specification.</summary>
internal static class OperationTable
{
    private const string Account = "/restapi/v1.0/account/{accountId}";
    private const string Extension = Account + "/extension/{extensionId}";
    private const string Dictionary = "/restapi/v1.0/dictionary";
    private const string Version2 = "/restapi/v2/accounts/{accountId}";

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("getToken", "POST", "/restapi/oauth/token", "Auth", null, null, TokenEndpoint.Token),
        new("revokeToken", "POST", "/restapi/oauth/revoke", "Auth", null, null, TokenEndpoint.Revoke),

        new("readAccountInfo", "GET", Account, "Light", "ReadAccounts", "ReadCompanyInfo", AccountOperations.Read),
        new("getAccountInfoV2", "GET", Version2, "Light", "ReadAccounts", "ReadCompanyInfo", AccountOperations.ReadV2),
        new("readAccountServiceInfo", "GET", Account + "/service-info", "Light", "ReadAccounts", "ReadCompanyInfo", AccountOperations.ServiceInfo),
        new("readAccountBusinessAddress", "GET", Account + "/business-address", "Light", "ReadAccounts", "ReadCompanyInfo", AccountOperations.BusinessAddress),
        new("getAccountRegionalSettings", "GET", Version2 + "/regional-settings", "Light", "ReadAccounts", null, AccountOperations.RegionalSettings),

        new("listExtensions", "GET", Account + "/extension", "Medium", "ReadAccounts", "ReadExtensions", ExtensionOperations.List),
        new("createExtension", "POST", Account + "/extension", "Medium", "EditAccounts", "AddRemoveUsers", ExtensionOperations.Create),
        new("readExtension", "GET", Extension, "Light", "ReadAccounts", "ReadExtensions", ExtensionOperations.Read),
        new("updateExtension", "PUT", Extension, "Medium", "EditExtensions", "EditUserInfo OR EditUserCredentials", ExtensionOperations.Update),
        new("deleteExtension", "DELETE", Extension, "Medium", "EditAccounts", "AddRemoveUsers", ExtensionOperations.Delete),
        new("bulkDeleteUsersV2", "DELETE", Version2 + "/extensions", "Heavy", "EditAccounts", "Users", BulkDelete.Run) { HasBody = true },
        new("extensionBulkUpdate", "POST", Account + "/extension-bulk-update", "Heavy", "EditExtensions", "EditExtensionInfo", BulkUpdate.Start),
        new("getExtensionBulkUpdateTask", "GET", Account + "/extension-bulk-update/tasks/{taskId}", "Light", "EditExtensions", "EditExtensionInfo", BulkUpdate.Read),

        new("listAccountPhoneNumbers", "GET", Account + "/phone-number", "Heavy", "ReadAccounts", "ReadCompanyPhoneNumbers", NumberOperations.List),
        new("readAccountPhoneNumber", "GET", Account + "/phone-number/{phoneNumberId}", "Light", "ReadAccounts", "ReadCompanyPhoneNumbers", NumberOperations.Read),
        new("listExtensionPhoneNumbers", "GET", Extension + "/phone-number", "Light", "ReadAccounts", "ReadUserPhoneNumbers", NumberOperations.OfExtension),
        new("listAccountPhoneNumbersV2", "GET", Version2 + "/phone-numbers", "Heavy", "ReadAccounts", "ReadCompanyPhoneNumbers", NumberOperations.ListV2),
        new("assignPhoneNumberV2", "PATCH", Version2 + "/phone-numbers/{phoneNumberId}", "Medium", "EditAccounts", "EditCompanyPhoneNumbers", NumberAssignment.Assign),
        new("replacePhoneNumberV2", "POST", Version2 + "/phone-numbers/{phoneNumberId}/replace", "Medium", "EditAccounts", "EditCompanyPhoneNumbers", NumberAssignment.Replace),
        new("listExtensionDevices", "GET", Extension + "/device", "Light", "ReadAccounts", "ReadUserDevices", DeviceOperations.OfExtension),
        new("readDevice", "GET", Account + "/device/{deviceId}", "Light", "ReadAccounts", "ReadCompanyDevices", DeviceOperations.Read),

        new("listCountries", "GET", Dictionary + "/country", "Light", null, null, DictionaryOperations.ListCountries),
        new("readCountry", "GET", Dictionary + "/country/{countryId}", "Light", null, null, DictionaryOperations.ReadCountry),
        new("listStates", "GET", Dictionary + "/state", "Light", null, null, DictionaryOperations.ListStates),
        new("readState", "GET", Dictionary + "/state/{stateId}", "Light", null, null, DictionaryOperations.ReadState),
        new("listLanguages", "GET", Dictionary + "/language", "Light", null, null, DictionaryOperations.ListLanguages),
        new("readLanguage", "GET", Dictionary + "/language/{languageId}", "Light", null, null, DictionaryOperations.ReadLanguage),
        new("listTimezones", "GET", Dictionary + "/timezone", "Light", null, null, DictionaryOperations.ListTimezones),
        new("readTimezone", "GET", Dictionary + "/timezone/{timezoneId}", "Light", null, null, DictionaryOperations.ReadTimezone),
        new("listLocations", "GET", Dictionary + "/location", "Light", null, null, DictionaryOperations.ListLocations),
    ];
}
