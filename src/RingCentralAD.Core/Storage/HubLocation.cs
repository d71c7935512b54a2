using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RingCentralAD.Core.Storage;

/// <summary>Where a hub is: a file path (SQLite) or a PostgreSQL connection string. Never shows a password.</summary>
public sealed class HubLocation
{
    /// <summary>The schema that holds the hub's tables unless the connection string names another (<c>Schema=</c>).</summary>
    public const string DefaultSchema = "ringcentralad";

    private static readonly string[] s_hostKeys = ["host", "server"];
    private static readonly string[] s_schemaKeys = ["schema", "search path", "searchpath"];
    private readonly DbConnectionStringBuilder? _settings;

    private HubLocation(string path) => Path = path;

    private HubLocation(DbConnectionStringBuilder settings, string schema)
    {
        _settings = settings;
        Schema = schema;
    }

    /// <summary>The full path of the hub's file; null for PostgreSQL.</summary>
    public string? Path { get; }

    /// <summary>Whether the hub is a file.</summary>
    [MemberNotNullWhen(true, nameof(Path))]
    public bool IsFile => Path is not null;

    /// <summary>The PostgreSQL schema with the hub's tables; empty for a file.</summary>
    public string Schema { get; } = "";

    /// <summary>The keys and values of the connection string, the password among them.</summary>
    internal IEnumerable<KeyValuePair<string, object>> Settings => _settings!.Cast<KeyValuePair<string, object>>();

    /// <summary>
    /// Reads a file path, a connection string in Npgsql's form (<c>Host=db.contoso.com;Database=rcad;Username=sync</c>,
    /// and <c>Schema=</c> for another schema), or a URI (<c>postgresql://sync@db.contoso.com/rcad</c>).
    /// Without a password, PostgreSQL's own places are asked: PGPASSWORD, the password file, Kerberos, a client certificate.
    /// </summary>
    /// <exception cref="Model.RingCentralAdException">HubLocationInvalid.</exception>
    public static HubLocation Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (IsUri(text))
        {
            return OfServer(ReadUri(text));
        }

        return TryReadSettings(text) is { } settings ? OfServer(settings) : new HubLocation(FullPath(text));
    }

    /// <summary>Whether a text names a server, well or badly: it is no path then.</summary>
    public static bool IsServer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsUri(text) || text.Split(';').Any(static part => part.Split('=') is [var key, _, ..] && s_hostKeys.Contains(key.Trim(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether a password stands in the text: it belongs on no command line.</summary>
    public bool HasPassword => _settings is not null && Setting("password", "pwd", "psw", "passwd") is { Length: > 0 };

    /// <summary>The same place with a password that was kept elsewhere.</summary>
    public HubLocation WithPassword(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (_settings is null)
        {
            return this;
        }

        DbConnectionStringBuilder settings = new() { ConnectionString = _settings.ConnectionString };
        settings["Password"] = password;
        return new HubLocation(settings, Schema);
    }

    /// <summary>The path, or server and database; no password.</summary>
    public override string ToString()
    {
        if (_settings is null)
        {
            return Path!;
        }

        string port = Setting("port") is { } number ? ":" + number : "";
        string database = Setting("database", "db") ?? Setting("username", "user id", "user") ?? "";
        string schema = Schema == DefaultSchema ? "" : $", schema {Schema}";
        return $"{Setting(s_hostKeys)}{port}/{database}{schema}";
    }

    private static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static DbConnectionStringBuilder? TryReadSettings(string text)
    {
        DbConnectionStringBuilder settings = new();
        try
        {
            settings.ConnectionString = text;
        }
        catch (ArgumentException) when (!text.Contains("host=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        catch (ArgumentException)
        {
            // The exception's text could quote the part of a password behind a semicolon.
            throw StoreErrors.BadLocation("the connection string is not made of Key=Value pairs with semicolons between (quote a value that holds one).");
        }

        return s_hostKeys.Any(settings.ContainsKey) ? settings : null;
    }

    private static HubLocation OfServer(DbConnectionStringBuilder settings)
    {
        string schema = DefaultSchema;
        foreach (string key in s_schemaKeys)
        {
            if (settings.TryGetValue(key, out object? value))
            {
                schema = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                settings.Remove(key);
            }
        }

        bool usable = schema.Length is > 0 and < 64 && schema.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !schema.StartsWith("pg_", StringComparison.Ordinal);
        return usable
            ? new HubLocation(settings, schema)
            : throw StoreErrors.BadLocation($"'{schema}' is no name for a schema: letters, digits and _ only, at most 63, not beginning with pg_.");
    }

    private static DbConnectionStringBuilder ReadUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw StoreErrors.BadLocation("the URI is not of the form postgresql://user@host:port/database.");
        }

        DbConnectionStringBuilder settings = new() { ["Host"] = uri.Host };
        if (uri.Port > 0)
        {
            settings["Port"] = uri.Port;
        }

        string[] user = uri.UserInfo.Split(':', 2);
        Put("Username", user[0]);
        Put("Password", user.Length > 1 ? user[1] : "");
        Put("Database", uri.AbsolutePath.TrimStart('/'));
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            Put(parts[0].ToLowerInvariant() switch { "sslmode" => "SSL Mode", "sslrootcert" => "Root Certificate", "application_name" => "Application Name", var key => key }, parts.Length > 1 ? parts[1].Replace("verify-full", "VerifyFull", StringComparison.Ordinal).Replace("verify-ca", "VerifyCA", StringComparison.Ordinal) : "");
        }

        return settings;

        void Put(string key, string value)
        {
            if (value.Length > 0)
            {
                settings[key] = Uri.UnescapeDataString(value);
            }
        }
    }

    private static string FullPath(string text)
    {
        try
        {
            return System.IO.Path.GetFullPath(text);
        }
        catch (ArgumentException exception)
        {
            throw StoreErrors.BadLocation(exception.Message);
        }
    }

    private string? Setting(params string[] keys) =>
        keys.Select(key => _settings!.TryGetValue(key, out object? value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null).FirstOrDefault(static value => !string.IsNullOrEmpty(value));
}
