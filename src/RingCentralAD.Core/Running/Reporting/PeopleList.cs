using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Writes the people of the hub as the page's script reads them: an array for each, one a line.</summary>
internal static class PeopleList
{
    // Leaves no <, >, & or line separator in the text: nothing in it can end the script element that holds it.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes them as they come from the hub.</summary>
    public static async Task WriteAsync(IHubReader hub, PeopleView view, TextWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteAsync('[').ConfigureAwait(false);
        string separator = "\n";
        await foreach (HubUser user in hub.ReadAsync(new Filter<HubUser>().AnyOrder(), cancellationToken).ConfigureAwait(false))
        {
            HeldExtension? extension = view.ExtensionOf(user.Id);
            object?[] row =
            [
                user.Name, user.Email ?? user.Login ?? "", extension?.Number ?? "", extension?.Extension ?? "", (int)view.StateOf(user.Id, user.Status), Note(extension, view.ProblemsOf(user.Id)),
                user.Login == user.Email ? "" : user.Login ?? "",
            ];
            await writer.WriteAsync(separator).ConfigureAwait(false);
            await writer.WriteAsync(JsonSerializer.Serialize(row, s_json)).ConfigureAwait(false);
            separator = ",\n";
        }

        await writer.WriteAsync("\n]").ConfigureAwait(false);
    }

    private static string Note(HeldExtension? extension, string? problems) => (problems, extension?.Waits) switch
    {
        (null, null) => "",
        (null, { } waits) => waits,
        ({ } stuck, null) => stuck,
        ({ } stuck, { } waits) => $"{stuck}; {waits}",
    };
}
