using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>One request on its way through the platform.</summary>
internal sealed class Call(Platform platform, HttpContext http, Operation operation, Dictionary<string, string> parameters, byte[] body)
{
    private Account? _account;

    public Platform Platform => platform;

    public SimulatorOptions Options => platform.Options;

    public BehaviourOptions Behaviour => platform.Options.Behaviour;

    public HttpContext Http => http;

    public Operation Operation => operation;

    public byte[] RawBody => body;

    public Query Query { get; } = new(http.Request.Query);

    /// <summary>Who signed in; null for operations without a token.</summary>
    public Session? Session { get; set; }

    /// <summary>By how many records a list is shifted: a fault that stands for people coming and going while it is read.</summary>
    public int PagingShift { get; set; }

    /// <summary>Whether a bulk task is to fail as a whole: a fault.</summary>
    public bool FailTask { get; set; }

    public bool German => Messages.German(http.Request.Headers.AcceptLanguage);

    public DateTimeOffset Now => platform.Clock.GetUtcNow();

    public string BaseUri => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>The request's address with ids where it said <c>~</c>.</summary>
    public string CanonicalUri => BaseUri + http.Request.Path.Value!
        .Replace("/account/~", $"/account/{Account.Id.Id()}", StringComparison.Ordinal)
        .Replace("/accounts/~", $"/accounts/{Account.Id.Id()}", StringComparison.Ordinal)
        .Replace("/extension/~", $"/extension/{Session!.ExtensionId.Id()}", StringComparison.Ordinal);

    public Account Account => _account ??= FindAccount();

    public string Parameter(string name) => parameters[name];

    public string AccountUri => $"{BaseUri}/restapi/v1.0/account/{Account.Id.Id()}";

    public string ExtensionUri(long id) => $"{AccountUri}/extension/{id.Id()}";

    /// <summary>The extension of the path; <c>~</c> is the one that signed in.</summary>
    public Extension Extension() => Extension(Parameter("extensionId"));

    public Extension Extension(string text)
    {
        long? id = text == "~" ? Session!.ExtensionId : Number(text);
        return (id is { } key ? Account.ExtensionTable.Find(key) : null) ?? throw new ApiException(Problem.NotFound("extensionId", text));
    }

    /// <summary>The body as a JSON object.</summary>
    public BodyReader Body()
    {
        if (body.Length == 0)
        {
            throw new ApiException(new Problem(400, "CMN-104"));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new BodyReader(document.RootElement.Clone(), "", [])
                : throw new ApiException(new Problem(400, "CMN-103"));
        }
        catch (JsonException)
        {
            throw new ApiException(new Problem(400, "CMN-103"));
        }
    }

    /// <summary>Refuses the request if a value of its body was refused.</summary>
    public void Check(BodyReader reader)
    {
        if (reader.Problems.Count > 0)
        {
            throw new ApiException(Behaviour.ReportAllErrors ? [.. reader.Problems] : [reader.Problems[0]]);
        }
    }

    public static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;

    private Account FindAccount()
    {
        string text = parameters.GetValueOrDefault("accountId", "~");
        return text == "~" || text == Session!.Account.Id.Id() ? Session!.Account : throw new ApiException(Problem.NotFound("accountId", text));
    }
}
