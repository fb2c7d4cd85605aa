using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>A keyword index in a folder that is there for one test.</summary>
internal sealed class KeywordFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>One commit that puts some snips in and takes some out.</summary>
    public KeywordFolder Commit(IEnumerable<SnipDocument> put, params string[] remove)
    {
        using var writer = KeywordIndexWriter.Open(Path);
        foreach (var snip in put) writer.Put(snip);
        foreach (var id in remove) writer.Remove(id);
        writer.Commit(new Dictionary<string, string>());
        return this;
    }

    public KeywordIndex Open() => KeywordIndex.Open(Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>An index of one snip a text, with ids "0", "1" and so on.</summary>
    public static KeywordFolder Of(params string[] texts) => new KeywordFolder().Commit(texts.Select((text, i) => Snip($"{i}", text)));

    public static SnipDocument Snip(string id, params string[] passages) => new()
    {
        Id = id,
        EpisodeKey = "episode of " + id,
        Content = [.. System.Text.Encoding.UTF8.GetBytes("content of " + id)],
        State = [.. System.Text.Encoding.UTF8.GetBytes("state of " + id)],
        Passages = [.. passages.Select(
            (text, i) => new PassageDocument { Text = text, VectorKey = (UInt128)(uint)text.Length, From = i, To = i + 1, Kind = (byte)i })],
    };
}
