using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class AttributeMasterTable
{
    public static TableMap<AttributeMaster> Map { get; } = new TableMap<AttributeMaster>(
        "attribute_master", static row => new AttributeMaster(row.Text(), row.Json(DocumentJson.ReadList), row.Boolean()))
        .Key(nameof(AttributeMaster.Attribute), static row => row.Attribute)
        .Json(nameof(AttributeMaster.Systems), static row => DocumentJson.Write(row.Systems))
        .Boolean(nameof(AttributeMaster.FallThrough), static row => row.FallThrough);
}
