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

        new("updateAccountBusinessAddress", "PUT", Account + "/business-address", "Medium", "EditAccounts", "EditCompanyInfo", AccountChanges.BusinessAddress),
        new("patchAccountRegionalSettings", "PATCH", Version2 + "/regional-settings", "Medium", "EditAccounts", null, AccountChanges.RegionalSettings),
        new("listCostCenters", "GET", Version2 + "/cost-centers", "Light", "ReadAccounts", "CostCenterManagement", CostCenterOperations.List),
        new("listCustomFields", "GET", Account + "/custom-fields", "Light", "ReadAccounts", "ReadUserInfo", CustomFieldOperations.List),
        new("createCustomField", "POST", Account + "/custom-fields", "Medium", "EditAccounts", "Users", CustomFieldOperations.Create),
        new("updateCustomField", "PUT", Account + "/custom-fields/{fieldId}", "Medium", "EditAccounts", "Users", CustomFieldOperations.Update),
        new("deleteCustomField", "DELETE", Account + "/custom-fields/{fieldId}", "Medium", "EditAccounts", "Users", CustomFieldOperations.Delete),
        new("listUserTemplates", "GET", Account + "/templates", "Medium", "ReadAccounts", "ReadCompanyInfo", TemplateOperations.List),
        new("readUserTemplate", "GET", Account + "/templates/{templateId}", "Light", "ReadAccounts", "ReadCompanyInfo", TemplateOperations.Read),

        new("postBatchProvisionUsers", "POST", Version2 + "/batch-provisioning/users", "Heavy", "EditAccounts", null, BatchProvisioning.Run),
        new("bulkAddDevicesV2", "POST", Version2 + "/devices/bulk-add", "Heavy", "EditAccounts", "AddRemoveDevices", DeviceProvisioning.BulkAdd),
        new("addNumbersToInventoryV2", "POST", Version2 + "/phone-numbers/bulk-add", "Heavy", "EditAccounts", "EditCompanyPhoneNumbers", InventoryOperations.Add),
        new("deleteNumbersFromInventoryV2", "DELETE", Version2 + "/phone-numbers", "Medium", "EditAccounts", "EditCompanyPhoneNumbers", InventoryOperations.Delete) { HasBody = true },
        new("listEmergencyLocations", "GET", Account + "/emergency-locations", "Light", "ReadAccounts", "ConfigureEmergencyMaps", EmergencyLocations.List),
        new("readEmergencyLocation", "GET", Account + "/emergency-locations/{locationId}", "Light", "EditAccounts", "ConfigureEmergencyMaps", EmergencyLocations.Read),

        new("listSites", "GET", Account + "/sites", "Light", "ReadAccounts", "ReadExtensions", SiteOperations.List),
        new("createSite", "POST", Account + "/sites", "Medium", "EditAccounts", null, SiteOperations.Create),
        new("readSite", "GET", Account + "/sites/{siteId}", "Light", "ReadAccounts", "ReadExtensions", SiteOperations.Read),
        new("updateSite", "PUT", Account + "/sites/{siteId}", "Light", "EditExtensions", "Sites", SiteOperations.Update),
        new("deleteSite", "DELETE", Account + "/sites/{siteId}", "Light", "EditAccounts", "Sites", SiteOperations.Delete),
        new("listSiteMembers", "GET", Account + "/sites/{siteId}/members", "Medium", "ReadAccounts", "ReadExtensions", SiteOperations.Members),
        new("assignMultipleSites", "POST", Account + "/sites/{siteId}/bulk-assign", "Medium", "EditExtensions", "Sites", SiteOperations.BulkAssign),

        new("listUserRoles", "GET", Account + "/user-role", "Medium", "ReadAccounts", "ReadUserRoles", RoleOperations.List),
        new("readUserRole", "GET", Account + "/user-role/{roleId}", "Light", "ReadAccounts", "ReadUserRoles", RoleOperations.Read),
        new("readDefaultRole", "GET", Account + "/user-role/default", "Light", "RoleManagement", "Roles", RoleOperations.ReadDefault),
        new("updateDefaultUserRole", "PUT", Account + "/user-role/default", "Medium", "RoleManagement", "Roles", RoleOperations.UpdateDefault),
        new("assignMultipleUserRoles", "POST", Account + "/user-role/{roleId}/bulk-assign", "Heavy", "RoleManagement", "EditUserRoles", AssignedRoles.BulkAssign),
        new("listAssignedRoles", "GET", Account + "/assigned-role", "Medium", "ReadAccounts", "ReadAssignedRoles", AssignedRoles.List),
        new("listUserAssignedRoles", "GET", Extension + "/assigned-role", "Light", "ReadAccounts", "ReadAssignedRoles", AssignedRoles.Read),
        new("updateUserAssignedRoles", "PUT", Extension + "/assigned-role", "Medium", "RoleManagement", "EditAssignedRoles", AssignedRoles.Update),
        new("assignDefaultRole", "PUT", Extension + "/assigned-role/default", "Medium", "RoleManagement", "Users", AssignedRoles.AssignDefault) { HasBody = false },
        new("readAuthorizationProfile", "GET", Extension + "/authz-profile", "Medium", null, null, Permissions.Profile),
        new("checkUserPermission", "GET", Extension + "/authz-profile/check", "Light", null, null, Permissions.Check),

        new("listStandardUserRole", "GET", Dictionary + "/user-role", "Light", null, null, RoleOperations.ListStandard),
        new("readStandardUserRole", "GET", Dictionary + "/user-role/{roleId}", "Light", null, null, RoleOperations.ReadStandard),
        new("listPermissions", "GET", Dictionary + "/permission", "Light", null, null, Permissions.Dictionary),
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
