using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>An index of the tiny model, and files to import, in a folder that is there for one test.</summary>
internal sealed class IndexFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The index's folder.</summary>
    public string Path => _folder.File("index");

    public string Vectors => IndexManifest.VectorFolder(Path);

    public string Keywords => IndexManifest.KeywordFolder(Path);

    /// <summary>The folder that is imported.</summary>
    public string Exports => Directory.CreateDirectory(_folder.File("exports")).FullName;

    public string Export(string name, string text)
    {
        var file = System.IO.Path.Combine(Exports, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public SnipIndexWriter Write(ModelLoader? model = null, ChunkerOptions? chunker = null, bool rebuild = false) =>
        SnipIndexWriter.Open(Path, model ?? Models.Tiny, chunker, rebuild);

    public ImportReport Import(params string[] paths) => Import(new ImportOptions(), paths);

    public ImportReport Import(ImportOptions options, params string[] paths)
    {
        using var writer = Write();
        return Importer.Import(writer, paths.Length > 0 ? paths : [Exports], options);
    }

    public SnipIndex Open() => SnipIndex.Open(Path, Models.Tiny);

    public IndexManifest Manifest()
    {
        using var index = Open();
        return index.Manifest;
    }

    /// <summary>Everything that the commit says of its snips, in the order of their ids.</summary>
    public string Content()
    {
        using var keywords = KeywordIndex.Open(Keywords);
        var lines = keywords.Snips.Select((snip, i) => (snip.Id, Text: string.Join(
            '\n',
            $"{snip.Id} {snip.EpisodeKey} {snip.Start}-{snip.End} {snip.Date}",
            System.Text.Encoding.UTF8.GetString(keywords.ReadContent(i)),
            string.Join('\n', Enumerable.Range(snip.FirstPassage, snip.PassageCount).Select(p => (keywords.Passages[p] with { Snip = 0 }).ToString())))));
        return string.Join('\n', lines.OrderBy(l => l.Id, StringComparer.Ordinal).Select(l => l.Text));
    }

    public void Dispose() => _folder.Dispose();
}
