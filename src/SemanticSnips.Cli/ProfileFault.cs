using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Cli;

/// <summary>Reads the ranking profile that --profile names, and says what is wrong with one: file, line, field, found and expected.</summary>
internal static class ProfileFault
{
    /// <summary>The profile in a file that was named; null where none was.</summary>
    /// <exception cref="UsageException">There is no such file, or it is no profile.</exception>
    public static RankingProfile? Read(Host host, string? typed)
    {
        if (typed is null) return null;
        var file = host.FullPath(typed);
        try
        {
            return RankingProfile.Read(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"--profile is '{typed}', and there is no such file.", "Make one with: snips tune FOLDER... --out FILE") { Place = file };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--profile is '{typed}', which cannot be read: {e.Message}") { Place = file };
        }
        catch (JsonException e)
        {
            throw Explain(file, e);
        }
    }

    /// <summary>That a model's folder has no profile, as one sentence; null where it has one.</summary>
    public static string? MissingOf(string modelFolder) => File.Exists(Path.Combine(modelFolder, RankingProfile.FileName))
        ? null
        : $"There is no {RankingProfile.FileName} in '{modelFolder}': ranking by general constants, and the percentages are no probabilities. Make one " +
            $"with: snips tune FOLDER... --out FILE";

    /// <summary>The field and its line. The reader's own message counts from 0, and for a field of a profile not at all.</summary>
    private static UsageException Explain(string file, JsonException fault)
    {
        var json = File.ReadAllBytes(file);
        var field = fault.Path?.Split('.') is ["$", { Length: > 0 } first, ..] ? first : null;
        var (line, found) = field is null ? ((fault.LineNumber ?? 0) + 1, null) : Find(json, field);
        var place = string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
        var known = field is null ? null : ExpectedOf(field);
        var what = field is null ? $"this is no JSON object: {FirstSentence(fault.Message)}"
            : $"\"{field}\" is {found ?? "there"}; expected {known ?? "no such field"}";
        return new UsageException($"{place}: {what}", "Correct it, or make a profile with: snips tune FOLDER... --out FILE")
        {
            Place = place,
            Found = found
            ?? field,
            Expected = known ?? "a ranking profile"
        };
    }

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd();

    /// <summary>What a field of a profile holds; null where there is no such field.</summary>
    private static string? ExpectedOf(string field) => typeof(RankingProfile).GetProperties()
        .FirstOrDefault(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == field)?.PropertyType switch
    {
        null => null,
        var t when t == typeof(double) => "a number",
        var t when t == typeof(int) => "a whole number",
        var t when t == typeof(string) => "text",
        _ => "an object",
    };

    private static (long Line, string? Found) Find(byte[] json, string field)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals(field)) continue;
            var line = 1 + json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            return (line, Encoding.UTF8.GetString(json.AsSpan(from, (int)reader.BytesConsumed - from)));
        }

        return (1, null);
    }
}
