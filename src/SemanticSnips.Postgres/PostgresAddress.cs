using System.Globalization;
using Npgsql;
using SemanticSnips.Postgres;

namespace SemanticSnips;

/// <summary>Where a library lies on a PostgreSQL server: <c>postgres://user@host:port/database?schema=name</c>.</summary>
/// <remarks>
/// Immutable. It carries no secret: a password comes from PGPASSWORD, from a password file (PGPASSFILE, ~/.pgpass) or from a service file (<c>?service=name</c>
/// in PGSERVICEFILE, ~/.pg_service.conf). What is left out is taken from PGUSER, PGHOST and the like, as libpq does.
/// </remarks>
public sealed class PostgresAddress
{
    /// <summary>The schema that a library has where none is named.</summary>
    public const string DefaultSchema = "snips";

    /// <summary>Connections of one library at most, where the address does not say <c>max_connections</c>.</summary>
    private const int MaxConnections = 8;

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection, string schema, string argument)
    {
        (_connection, Schema, Argument) = (connection, schema, argument);
        var port = connection.Port == 5432 ? "" : string.Create(CultureInfo.InvariantCulture, $":{connection.Port}");
        Place = $"postgres://{connection.Host}{port}/{connection.Database}{(schema == DefaultSchema ? "" : $"?schema={schema}")}";
    }

    /// <summary>The schema that holds the library's tables.</summary>
    public string Schema { get; }

    /// <summary>The address for messages: without user and password.</summary>
    public string Place { get; }

    /// <summary>The address as it was given, which holds no secret.</summary>
    public string Argument { get; }

    /// <summary>Whether a text means a server rather than a folder.</summary>
    public static bool IsOne(string text) => Schemes.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none, or holds a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsOne(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new FormatException("The library's address is none that is known; expected postgres://user@host:port/database.");
        }

        var user = uri.UserInfo.Split(':', 2);
        var given = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).ToLookup(p => p[0], p => Uri.UnescapeDataString(p.Length > 1 ? p[1] : ""), StringComparer.Ordinal);
        if (user.Length > 1 || given.Contains("password"))
        {
            throw new FormatException(
                "The library's address holds a password, which other users of this machine could see; expected it in PGPASSWORD, ~/.pgpass or a service file.");
        }

        var service = given["service"].LastOrDefault() is { } name ? ServiceFile.Read(name) : [];
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(uri.Host) is { Length: > 0 } host ? host
                : service.GetValueOrDefault("host") ?? Environment.GetEnvironmentVariable("PGHOST") ?? "localhost",
            Port = uri.Port > 0 ? uri.Port : Number("port", service.GetValueOrDefault("port") ?? Environment.GetEnvironmentVariable("PGPORT") ?? "5432"),
            ApplicationName = "snips",
            MaxPoolSize = MaxConnections,
            IncludeErrorDetail = false,
        };
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        connection.Database = database.Length > 0 ? database : service.GetValueOrDefault("dbname")
            ?? Environment.GetEnvironmentVariable("PGDATABASE") ?? "snips";
        if ((user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : service.GetValueOrDefault("user")) is { } role) connection.Username = role;
        if (service.GetValueOrDefault("password") is { } password) connection.Password = password;
        var schema = given["schema"].LastOrDefault() ?? DefaultSchema;
        foreach (var (key, value) in service.Where(s => s.Key.StartsWith("ssl", StringComparison.Ordinal))) Set(connection, key, value);
        foreach (var group in given.Where(g => g.Key is not ("schema" or "service"))) Set(connection, group.Key, group.Last());
        if (schema.Length is 0 or > 63 || !schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') || char.IsAsciiDigit(schema[0]))
        {
            throw new FormatException($"The schema '{schema}' is none that can be used; expected small letters, digits and underscores.");
        }

        connection.SearchPath = $"{schema},public";
        return new PostgresAddress(connection, schema, text);
    }

    /// <inheritdoc/>
    public override string ToString() => Place;

    /// <summary>A pool of connections.</summary>
    internal NpgsqlDataSource CreateSource() => new NpgsqlDataSourceBuilder(_connection.ConnectionString).Build();

    /// <summary>Connections at a time.</summary>
    internal int PoolSize => _connection.MaxPoolSize;

    private static void Set(NpgsqlConnectionStringBuilder connection, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                connection.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new FormatException($"sslmode is '{value}', expected disable, allow, prefer, require, verify-ca or verify-full."),
                };
                break;
            case "sslrootcert":
                connection.RootCertificate = value;
                break;
            case "sslcert":
                connection.SslCertificate = value;
                break;
            case "sslkey":
                connection.SslKey = value;
                break;
            case "passfile":
                connection.Passfile = value;
                break;
            case "connect_timeout":
                connection.Timeout = Number(name, value);
                break;
            case "application_name":
                connection.ApplicationName = value;
                break;
            case "max_connections":
                connection.MaxPoolSize = Math.Max(1, Number(name, value));
                break;
            default:
                throw new FormatException(
                    $"The library's address names '{name}', which is not known; expected schema, service, sslmode, sslrootcert, sslcert, sslkey, passfile, "
                    + "application_name, connect_timeout or max_connections.");
        }
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535 ? number
            : throw new FormatException($"{name} is '{value}', expected a number.");
}
