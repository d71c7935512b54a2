namespace RingCentralAD.Simulator;

/// <summary>Finds the operation of a path and method; a word in a path goes before a parameter.</summary>
internal sealed class Router
{
    private readonly ILookup<int, Operation> _bySegments;

    public Router(IEnumerable<Operation> operations) =>
        _bySegments = operations.OrderBy(o => o.Segments.Count(IsParameter)).ToLookup(o => o.Segments.Length);

    /// <summary>The operation, with the path's parameters; or null with whether the path exists for another method.</summary>
    public (Operation? Operation, Dictionary<string, string> Parameters, string Allowed) Find(string method, string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        List<string> allowed = [];
        foreach (Operation operation in _bySegments[segments.Length])
        {
            if (Matches(operation.Segments, segments))
            {
                if (operation.Method == method)
                {
                    return (operation, Parameters(operation.Segments, segments), "");
                }

                allowed.Add(operation.Method);
            }
        }

        return (null, [], string.Join(", ", allowed.Distinct()));
    }

    private static bool Matches(string[] template, string[] segments)
    {
        for (int i = 0; i < template.Length; i++)
        {
            if (!IsParameter(template[i]) && template[i] != segments[i])
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, string> Parameters(string[] template, string[] segments)
    {
        Dictionary<string, string> found = [];
        for (int i = 0; i < template.Length; i++)
        {
            if (IsParameter(template[i]))
            {
                found[template[i].Trim('{', '}')] = Uri.UnescapeDataString(segments[i]);
            }
        }

        return found;
    }

    private static bool IsParameter(string segment) => segment[0] == '{';
}
