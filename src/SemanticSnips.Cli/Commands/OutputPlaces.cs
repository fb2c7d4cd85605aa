namespace SemanticSnips.Cli.Commands;

/// <summary>Where a command's results may be written: not over what it reads, not over one another, and over other files only where that was asked
/// for.</summary>
/// <param name="Force">Whether files may be replaced.</param>
/// <param name="Index">The index's folder: nothing is written there.</param>
/// <param name="Model">The model's folder; only its ranking profile may be replaced.</param>
/// <param name="Collections">Folders whose files stay.</param>
internal sealed record OutputPlaces(bool Force, string Index, string? Model, IReadOnlyList<string> Collections)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a place for a result.</summary>
    /// <exception cref="UsageException">Something is there that is to stay.</exception>
    public void Require(string option, string typed, string path)
    {
        path = RealPath(path);
        if (!_taken.Add(path)) throw new UsageException($"{option} is '{typed}', which another option names too. Name a file of its own.");
        if (IsWithin(path, Index)) throw new UsageException($"{option} is '{typed}', which lies in the index's folder. Name a file elsewhere.");
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null) return;
        if (Collections.Any(c => IsWithin(path, c)))
            throw new UsageException($"{option} is '{typed}', a file of the collection; it stays as it is. Name another one.");
        if (Model is not null && IsWithin(path, Model) && Path.GetFileName(path) != RankingProfile.FileName)
            throw new UsageException($"{option} is '{typed}', a file of the model; it stays as it is. Name another one.");
        if (!Force) throw new UsageException($"{option} is '{typed}', which is there already.", "Replace it with --force.");
    }

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(RealPath(Path.GetFullPath(folder))) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way to its folder followed: a linked folder is no way around.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var names = path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            real = Path.Combine(real, names[i]);
            if (Directory.Exists(real) && Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target) real = target.FullName;
        }

        return real;
    }
}
