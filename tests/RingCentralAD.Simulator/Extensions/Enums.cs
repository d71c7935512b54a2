namespace RingCentralAD.Simulator;

/// <summary>Values of the specification's enumerations.</summary>
internal static class Enums
{
    public static readonly string[] ExtensionStatus = ["Enabled", "Disabled", "Frozen", "NotActivated", "Unassigned"];

    public static readonly string[] ExtensionStatusForUpdate = ["Enabled", "Disabled", "Frozen", "NotActivated"];

    public static readonly string[] StatusReason = ["Voluntarily", "Involuntarily"];

    public static readonly string[] ExtensionType =
    [
        "User", "Department", "Announcement", "Voicemail", "DigitalUser", "VirtualUser", "FaxUser", "PagingOnly", "SharedLinesGroup", "DelegatedLinesGroup", "GroupCallPickup",
        "IvrMenu", "ApplicationExtension", "ProxyAdmin", "RoomConnector", "ParkLocation", "Limited", "Bot", "Site", "Room", "FlexibleUser", "TieLine", "Unknown",
    ];

    public static readonly string[] ExtensionTypeForCreate =
        ["User", "VirtualUser", "DigitalUser", "FlexibleUser", "Department", "Announcement", "Voicemail", "SharedLinesGroup", "PagingOnly", "ParkLocation", "Limited"];

    public static readonly string[] ExtensionTypeForUpdate =
    [
        "User", "FaxUser", "FlexibleUser", "VirtualUser", "DigitalUser", "Department", "Announcement", "Voicemail", "SharedLinesGroup", "PagingOnly", "IvrMenu",
        "ApplicationExtension", "ParkLocation", "DelegatedLinesGroup", "GroupCallPickup",
    ];

    public static readonly string[] UserTypes = ["User", "DigitalUser", "VirtualUser", "FlexibleUser", "FaxUser"];

    public static readonly string[] WizardState = ["NotStarted", "Incomplete", "Completed"];

    public static readonly string[] ReferenceType = ["PartnerId", "CustomerDirectoryId"];

    public static readonly string[] TimeFormat = ["12h", "24h"];

    public static readonly string[] UsageTypeV1 =
    [
        "MainCompanyNumber", "AdditionalCompanyNumber", "CompanyNumber", "DirectNumber", "CompanyFaxNumber", "FmcBusinessMobileNumber", "InventoryFmcBusinessMobileNumber",
        "ForwardedNumber", "ForwardedCompanyNumber", "ContactCenterNumber", "ConferencingNumber", "MeetingsNumber", "NumberPool", "BusinessMobileNumber", "ELIN",
        "PartnerBusinessMobileNumber", "NumberPoolPartnerBusinessMobileNumber", "NumberStorage", "IntegrationNumber", "InventoryMobileNumber",
    ];

    public static readonly string[] UsageTypeV2 =
    [
        "MainCompanyNumber", "DirectNumber", "Inventory", "InventoryPartnerBusinessMobileNumber", "InventoryFmcBusinessMobileNumber", "PartnerBusinessMobileNumber",
        "AdditionalCompanyNumber", "CompanyNumber", "PhoneLine", "CompanyFaxNumber", "ForwardedNumber", "ForwardedCompanyNumber", "ContactCenterNumber", "ConferencingNumber",
        "MeetingsNumber", "NumberStorage", "BusinessMobileNumber", "FmcBusinessMobileNumber", "ELIN", "InventoryMobileNumber",
    ];

    public static readonly string[] UsageTypeForAssign = ["MainCompanyNumber", "CompanyNumber", "DirectNumber", "ContactCenterNumber"];

    public static readonly string[] NumberStatus = ["Normal", "Pending", "PortedIn", "Temporary", "Unknown"];

    public static readonly string[] NumberType = ["VoiceFax", "VoiceOnly", "FaxOnly"];

    public static readonly string[] TollType = ["Toll", "TollFree"];

    public static readonly string[] PaymentType = ["External", "TollFree", "Local", "BusinessMobileNumberProvider", "ExternalNumberProvider", "ExternalNumberProviderTollFree", "Mobile"];
}
