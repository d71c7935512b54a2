using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads a list page by page, whole or not at all.</summary>
/// <remarks>
/// RingCentral pages by number, so a record that is added or removed while the list is read shifts the rest across the page borders.
/// What gives it away: a total that changed from page to page, a record seen twice, a count that is not the total. Then the list is read
/// again and only what is new is handed on, until one reading was steady; after three that were not, the list is given up.
/// </remarks>
internal sealed class PagedReader(Transport transport, int pageSize)
{
    private const int Readings = 3;

    /// <summary>Every record of the list, each once, as the pages come.</summary>
    /// <param name="call">The list's first page.</param>
    /// <param name="map">Makes a record; null means that the record makes no sense.</param>
    /// <param name="id">What tells the records apart.</param>
    /// <param name="paged">False for the short lists that take no page parameter until there is a second page.</param>
    /// <param name="cancellationToken">Stops between and within pages.</param>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        HttpCall call, Func<JObject, T?> map, Func<T, string> id, bool paged = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        HashSet<string> handedOn = new(StringComparer.Ordinal);
        (int? Total, int Seen) last = default;
        for (int reading = 1; reading <= Readings; reading++)
        {
            HashSet<string> seen = reading == 1 ? handedOn : new HashSet<string>(StringComparer.Ordinal);
            Page<T>? page = null;
            bool steady = true;
            bool advanced;
            do
            {
                Page<T>? before = page;
                int number = (before?.Number ?? 0) + 1;
                page = await transport.SendAsync(At(call, number, paged), answer => Page<T>.Read(answer, number, map), cancellationToken).ConfigureAwait(false);
                steady &= before is null || before.Total == page.Total;
                int known = seen.Count;
                foreach (T record in page.Records)
                {
                    string key = id(record);
                    bool first = seen.Add(key);
                    steady &= first;
                    if (reading == 1 ? first : handedOn.Add(key))
                    {
                        yield return record;
                    }
                }

                advanced = seen.Count > known;
            }
            // A page that brings nobody new is no way forward, whatever it says of a next one.
            while (page.HasNext && advanced);

            if (steady && (page.Total is null || page.Total == seen.Count))
            {
                yield break;
            }

            last = (page.Total, seen.Count);
        }

        throw new AccountException(
            RingCentralErrorIds.ListIncomplete,
            ErrorKind.Unavailable,
            AccountFailure.Unknown,
            $"The list of {call} did not come whole in {Readings} readings: at last RingCentral said {last.Total?.ToString(CultureInfo.InvariantCulture) ?? "nothing of how many"} and gave {last.Seen}. It may lack somebody, so it is not used.",
            "Run again when nobody works on the account in the Admin Portal.");
    }

    private HttpCall At(HttpCall call, int number, bool paged) => !paged && number == 1
        ? call
        : call.With("page", number.ToString(CultureInfo.InvariantCulture)).With("perPage", pageSize.ToString(CultureInfo.InvariantCulture));
}

/// <summary>One page of a list, in the form of v1.0 (with navigation) or v2 (without).</summary>
internal sealed record Page<T>(int Number, IReadOnlyList<T> Records, int? Total, bool HasNext)
    where T : class
{
    /// <summary>Reads a page; null where it is none, or a record in it makes no sense.</summary>
    public static Page<T>? Read(HttpAnswer answer, int number, Func<JObject, T?> map)
    {
        if (RcJson.Object(answer) is not JObject body || body["records"] is not JArray rows)
        {
            return null;
        }

        List<T> records = new(rows.Count);
        foreach (JToken row in rows)
        {
            if (row is not JObject item || map(item) is not T record)
            {
                return null;
            }

            records.Add(record);
        }

        JObject? paging = RcJson.Object(body["paging"]);
        // Another page than the one asked for would be taken for it.
        return RcJson.Number(paging?["page"]) is int shown && shown != number && rows.Count > 0
            ? null
            : new Page<T>(number, records, RcJson.Number(paging?["totalElements"]), Next(body, paging, number, rows.Count));
    }

    private static bool Next(JObject body, JObject? paging, int number, int count)
    {
        if (RcJson.Number(paging?["totalPages"]) is int pages)
        {
            return number < pages && count > 0;
        }

        if (RcJson.Object(body["navigation"]) is JObject navigation)
        {
            return navigation["nextPage"] is JObject && count > 0;
        }

        return RcJson.Number(paging?["perPage"]) is int size && count >= size;
    }
}
