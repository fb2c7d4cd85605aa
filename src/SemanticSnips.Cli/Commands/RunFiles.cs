using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Commands;

/// <summary>The TREC runs that eval writes: the hybrid's, a file a collection, or into a folder one for every system. None overwrites another's.</summary>
internal sealed class RunFiles
{
    private readonly Dictionary<(string Label, string Run), OutputFile> _files = [];

    /// <param name="host">Where relative paths begin.</param>
    /// <param name="typed">The value of --run; null where it was not given.</param>
    /// <param name="labels">The collections'.</param>
    /// <param name="places">Whose files are not to be replaced.</param>
    /// <exception cref="UsageException">A file cannot be written, or is to stay.</exception>
    public RunFiles(Host host, string? typed, IReadOnlyList<string> labels, OutputPlaces places)
    {
        if (typed is null) return;
        var systems = Directory.Exists(host.FullPath(typed)) ? RunnerSystem.All.Select(s => s.Name).ToList() : [RunnerSystem.Hybrid.Name];
        var isFolder = Directory.Exists(host.FullPath(typed));
        foreach (var label in labels)
        {
            var name = labels.Count > 1 ? CollectionOptionSet.NameOf(label) : null;
            foreach (var system in systems)
                _files.Add((label, system), OutputFile.Of(host, "--run", isFolder ? Within(typed, name, system) : Beside(typed, name), places)!);
        }
    }

    public void Write(string label, IReadOnlyList<Run> runs)
    {
        foreach (var run in runs)
        {
            if (_files.TryGetValue((label, run.Name), out var file)) file.Write(run.Write);
        }
    }

    private static string Within(string folder, string? label, string system) =>
        Path.Combine(folder, label is null ? $"{system}.run" : $"{label}.{system}.run");

    private static string Beside(string file, string? label) =>
        label is null ? file : Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileNameWithoutExtension(file)}.{label}{Path.GetExtension(file)}");
}
