using System.Text;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>A page of a list with its paging and navigation, as the specification's models have them.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Records, int Number, int PerPage, int Total)
{
    public int TotalPages => (Total + PerPage - 1) / PerPage;

    private int Start => (Number - 1) * PerPage;

    public void Write(Utf8JsonWriter w, Call call, Action<T> record, bool navigation = true, bool uri = true, bool pagingAlways = false)
    {
        w.WriteStartObject();
        if (uri)
        {
            w.WriteString("uri", Link(call, Number));
        }

        w.Array("records", Records, record);
        WritePaging(w, pagingAlways);
        if (navigation)
        {
            WriteNavigation(w, call);
        }

        w.WriteEndObject();
    }

    private void WritePaging(Utf8JsonWriter w, bool always) => w.Object("paging", () =>
    {
        // page may be omitted for an empty result (specification, EnumeratedPagingModel).
        if (Records.Count > 0 || always)
        {
            w.WriteNumber("page", Number);
        }

        w.WriteNumber("perPage", PerPage);
        if (Records.Count > 0 || always)
        {
            w.WriteNumber("pageStart", Start);
            w.WriteNumber("pageEnd", Math.Max(0, Start + Records.Count - 1));
        }

        w.WriteNumber("totalPages", TotalPages);
        w.WriteNumber("totalElements", Total);
    });

    private void WriteNavigation(Utf8JsonWriter w, Call call) => w.Object("navigation", () =>
    {
        w.Object("firstPage", () => w.WriteString("uri", Link(call, 1)));
        if (Number < TotalPages)
        {
            w.Object("nextPage", () => w.WriteString("uri", Link(call, Number + 1)));
        }

        if (Number > 1)
        {
            w.Object("previousPage", () => w.WriteString("uri", Link(call, Number - 1)));
        }

        w.Object("lastPage", () => w.WriteString("uri", Link(call, Math.Max(1, TotalPages))));
    });

    private string Link(Call call, int page)
    {
        StringBuilder link = new($"{call.CanonicalUri}?page={page}&perPage={PerPage}");
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in call.Http.Request.Query)
        {
            if (name is not ("page" or "perPage"))
            {
                foreach (string? value in values)
                {
                    link.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value ?? ""));
                }
            }
        }

        return link.ToString();
    }
}

/// <summary>Cuts pages out of lists.</summary>
internal static class Page
{
    public static Page<T> Of<T>(Call call, IReadOnlyList<T> all, int standard = 100)
    {
        int number = call.Query.Page;
        int perPage = call.Query.PerPage(standard);
        (int start, int count) = Range(call, number, perPage, all.Count);
        T[] records = new T[count];
        for (int i = 0; i < count; i++)
        {
            records[i] = all[start + i];
        }

        return new Page<T>(records, number, perPage, all.Count);
    }

    /// <summary>A page of what passes a filter, in one pass over the list.</summary>
    public static Page<T> Of<T>(Call call, IReadOnlyList<T> all, Func<T, bool> filter)
    {
        List<T> matching = [];
        for (int i = 0; i < all.Count; i++)
        {
            if (filter(all[i]))
            {
                matching.Add(all[i]);
            }
        }

        return Of(call, matching);
    }

    private static (int Start, int Count) Range(Call call, int number, int perPage, int total)
    {
        long start = (long)(number - 1) * perPage;
        if (number > 1)
        {
            start = Math.Max(0, start + call.PagingShift);
        }

        return start >= total ? (0, 0) : ((int)start, Math.Min(perPage, total - (int)start));
    }
}
