using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class SettingTable
{
    public static TableMap<Setting> Map { get; } = new TableMap<Setting>("setting", static row => new Setting(row.Text(), row.Text()))
        .Key(nameof(Setting.Name), static row => row.Name)
        .Text(nameof(Setting.Json), static row => row.Json);
}
