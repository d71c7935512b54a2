using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Expressions;

/// <summary>A context read from JSON (reference, section 10): a schema of the names that are there, and their values.</summary>
internal sealed class JsonContext
{
    private static readonly HashSet<string> s_environmentKeys =
    [
        "internal", "linkedObjects", "groups", "directoryUsers", "workdayUsers", "managerUsers",
        "managerAppUsers", "assistantUsers", "assistantAppUsers", "now",
    ];

    private JsonContext(EvaluationContext context) => Context = context;

    public EvaluationContext Context { get; }

    public static JsonContext Read(string json, TimeProvider? time, string? rootsRemedy = null)
    {
        using JsonDocument document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The context must be a JSON object: { \"user\": { \"firstName\": \"Ada\" } }.", nameof(json));
        }

        Dictionary<string, JsonElement> keys = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            keys[property.Name] = property.Value;
        }

        return new(Build(keys, time, rootsRemedy));
    }

    private static EvaluationContext Build(Dictionary<string, JsonElement> keys, TimeProvider? time, string? rootsRemedy)
    {
        var builder = new ExpressionSchemaBuilder().DeferErrors().RootsFrom(rootsRemedy);
        List<object?[]?> profiles = [];
        foreach ((string name, JsonElement value) in keys.Where(pair => !s_environmentKeys.Contains(pair.Key)))
        {
            if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                throw new ArgumentException($"'{name}' in the context must be an object of attributes, not {value.ValueKind}.");
            }

            Dictionary<string, object?> attributes = value.ValueKind == JsonValueKind.Null ? [] : JsonValues.Map(value);
            builder.Root(name == "appUser" && !keys.ContainsKey("appuser") ? "appuser" : name, attributes.Keys);
            profiles.Add(value.ValueKind == JsonValueKind.Null ? null : [.. attributes.Values]);
        }

        var context = new EvaluationContext(builder.Build(), Environment(keys), Time(keys, time));
        for (int i = 0; i < profiles.Count; i++)
        {
            context.SetProfile(i, profiles[i]);
        }

        return context;
    }

    private static ContextEnvironment Environment(Dictionary<string, JsonElement> keys) => new()
    {
        Internal = Map(keys, "internal"),
        LinkedObjects = Map(keys, "linkedObjects"),
        ManagerUsers = Map(keys, "managerUsers"),
        ManagerAppUsers = Map(keys, "managerAppUsers"),
        AssistantUsers = Map(keys, "assistantUsers"),
        AssistantAppUsers = Map(keys, "assistantAppUsers"),
        GroupList = [.. List(keys, "groups").Select(Group)],
        Directory = [.. List(keys, "directoryUsers").Select(user => new AttributeMap(user))],
        Workday = [.. List(keys, "workdayUsers").Select(user => new AttributeMap(user))],
    };

    private static GroupValue Group(Dictionary<string, object?> group) => new(
        Coerce.ToText(group.GetValueOrDefault("id")),
        Coerce.ToText(group.GetValueOrDefault("name")),
        Coerce.ToText(group.GetValueOrDefault("type")),
        Coerce.ToText(group.GetValueOrDefault("sourceId")),
        Coerce.ToText(group.GetValueOrDefault("app")));

    private static Dictionary<string, object?> Map(Dictionary<string, JsonElement> keys, string name) =>
        keys.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? JsonValues.Map(value) : [];

    private static IEnumerable<Dictionary<string, object?>> List(Dictionary<string, JsonElement> keys, string name) =>
        keys.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object).Select(JsonValues.Map)
            : [];

    private static TimeProvider? Time(Dictionary<string, JsonElement> keys, TimeProvider? time)
    {
        if (!keys.TryGetValue("now", out JsonElement now) || now.ValueKind != JsonValueKind.String)
        {
            return time;
        }

        return DateTimeOffset.TryParse(now.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? new FixedTime(moment)
            : throw new ArgumentException("'now' in the context must be an ISO 8601 time.");
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException problem)
        {
            throw new ArgumentException($"The context is no JSON: {problem.Message}", nameof(json), problem);
        }
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
