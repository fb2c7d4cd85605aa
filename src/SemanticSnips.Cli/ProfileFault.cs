namespace SemanticSnips.Cli;

/// <summary>Reads the ranking profile that --profile names, and says what to do about one that is none.</summary>
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
        catch (ModelException e)
        {
            throw new UsageException(e.Message, "Correct it, or make a profile with: snips tune FOLDER... --out FILE")
            {
                Place = e.Place,
                Found = e.Found,
                Expected = e.Expected,
            };
        }
    }

    /// <summary>That a model's folder has no profile, as one sentence; null where it has one.</summary>
    public static string? MissingOf(string modelFolder) => File.Exists(Path.Combine(modelFolder, RankingProfile.FileName))
        ? null
        : $"There is no {RankingProfile.FileName} in '{modelFolder}': ranking by general constants, and the percentages are no probabilities. Make one " +
            $"with: snips tune FOLDER... --out FILE";
}
