namespace RingCentralAD.Simulator;

/// <summary>What becomes of an extension's lines, numbers and phones when it is deleted.</summary>
internal static class ExtensionRemoval
{
    /// <summary>
    /// v1.0: direct numbers become company numbers unless savePhoneNumbers is false; with savePhoneLines each line
    /// becomes an Unassigned extension that keeps its device and number.
    /// </summary>
    public static void V1(Account account, Extension extension, bool saveLines, bool saveNumbers)
    {
        foreach (Device device in saveLines ? account.DeviceTable.Of(extension.Id).ToArray() : [])
        {
            Extension line = account.AddUnassigned((string?)null);
            account.DeviceTable.Put(device with { ExtensionId = line.Id });
            if (device.NumberId is { } number && account.NumberTable.Find(number) is { } found)
            {
                account.AddNumber(found with { ExtensionId = line.Id, Primary = true });
            }
        }

        account.ReleaseAssets(extension.Id, saveNumbers ? "CompanyNumber" : null);
        Forget(account, extension, licence: !saveLines);
    }

    /// <summary>v2: numbers and rented phones go to the inventory, or away.</summary>
    public static void V2(Account account, Extension extension, bool keepAssets)
    {
        account.ReleaseAssets(extension.Id, keepAssets ? "Inventory" : null);
        Forget(account, extension, licence: true);
    }

    private static void Forget(Account account, Extension extension, bool licence)
    {
        account.ExtensionTable.Remove(extension.Id, out _);
        if (licence && extension.TakesLicence && account.Licences is { } left)
        {
            account.Licences = left + 1;
        }
    }
}
