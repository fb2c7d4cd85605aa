namespace SemanticSnips.Postgres;

/// <summary>Connection settings that are kept in a file under a name, as libpq reads them.</summary>
internal static class ServiceFile
{
    /// <summary>The settings of a service.</summary>
    /// <exception cref="FormatException">There is no such file or service.</exception>
    public static Dictionary<string, string> Read(string service)
    {
        var file = Environment.GetEnvironmentVariable("PGSERVICEFILE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pg_service.conf");
        if (!File.Exists(file)) throw new FormatException($"There is no service file '{file}', in which the service '{service}' is looked for.");
        return Parse(File.ReadLines(file), service)
            ?? throw new FormatException($"The service file '{file}' has no service '{service}'; expected a line [{service}].");
    }

    /// <summary>The settings of a service; null where there is none of the name.</summary>
    internal static Dictionary<string, string>? Parse(IEnumerable<string> lines, string service)
    {
        Dictionary<string, string>? found = null;
        var isWithin = false;
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[')
            {
                isWithin = line == $"[{service}]";
                if (isWithin) found ??= new(StringComparer.Ordinal);
            }
            else if (isWithin && line.Split('=', 2) is [var key, var value])
            {
                found![key.Trim()] = value.Trim();
            }
        }

        return found;
    }
}
