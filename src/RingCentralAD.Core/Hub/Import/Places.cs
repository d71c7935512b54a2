namespace RingCentralAD.Core.Hub;

/// <summary>Distinguished names, as far as a renamed container asks for it.</summary>
internal static class Places
{
    /// <summary>The name that an entry has below a container: its own first part, and the container's name.</summary>
    public static string Below(string place, string container) => $"{First(place)},{container}";

    /// <summary>Whether a value is one of the names, or below one of them; regardless of case.</summary>
    public static bool IsAny(string value, IReadOnlyCollection<string> places) =>
        places.Any(place => value.EndsWith(place, StringComparison.OrdinalIgnoreCase)
            && (value.Length == place.Length || (value.Length > place.Length && value[value.Length - place.Length - 1] == ',')));

    private static string First(string place)
    {
        bool quoted = false;
        for (int i = 0; i < place.Length; i++)
        {
            switch (place[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' or ';' when !quoted:
                    return place[..i];
            }
        }

        return place;
    }
}
