using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>A damaged index is refused as one, or read as if it were whole; nothing else may happen.</summary>
public sealed class DamageTests
{
    [Fact]
    public void A_damaged_file_is_refused_or_makes_no_difference()
    {
        using var sound = KeywordFolder.Of("taiwan makes chips", "chips again and again", "nuclear power");
        sound.Commit([KeywordFolder.Snip("3", "a later snip about chips", "in two passages"), KeywordFolder.Snip("1", "chips in other words")], "2");
        var expected = ReadAll(sound.Path);
        var refused = 0;
        foreach (var file in Directory.GetFiles(sound.Path).Where(f => Path.GetFileName(f) != "write.lock").Order(StringComparer.Ordinal))
        {
            foreach (var (name, damage) in Damages(File.ReadAllBytes(file)))
            {
                using var copy = new TemporaryFolder();
                foreach (var original in Directory.GetFiles(sound.Path)) File.Copy(original, copy.File(Path.GetFileName(original)));
                if (damage is null) File.Delete(copy.File(Path.GetFileName(file)));
                else File.WriteAllBytes(copy.File(Path.GetFileName(file)), damage);

                try
                {
                    Assert.True(expected == ReadAll(copy.Path), $"{Path.GetFileName(file)}, {name}: read, but otherwise");
                }
                catch (KeywordIndexException e)
                {
                    refused++;
                    Assert.NotEmpty(e.Message);
                }

                try
                {
                    KeywordIndexWriter.Open(copy.Path).Dispose();
                }
                catch (KeywordIndexException e)
                {
                    Assert.True(e.Fault == KeywordFault.Damaged, $"{Path.GetFileName(file)}, {name}: {e}");
                }
            }
        }

        Assert.True(refused > 100, $"Only {refused} damages were noticed.");
    }

    private static IEnumerable<(string Name, byte[]? Bytes)> Damages(byte[] bytes)
    {
        yield return ("missing", null);
        yield return ("empty", []);
        yield return ("half", bytes[..(bytes.Length / 2)]);
        if (bytes.Length > 0) yield return ("one byte short", bytes[..^1]);
        for (var eighth = 0; eighth < 8 && bytes.Length > 0; eighth++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bytes.Length * eighth / 8] ^= 0xff;
            yield return ($"byte {bytes.Length * eighth / 8} flipped", flipped);
        }
    }

    private static string ReadAll(string folder)
    {
        using var index = KeywordIndex.Open(folder);
        return string.Join(
            '\n',
            string.Join(' ', index.Snips.Select(s => s.ToString())),
            string.Join(' ', index.Passages.Select(p => p.ToString())),
            string.Join(' ', index.Score("chips in taiwan again").Bm25),
            string.Join(' ', index.Match([new Condition(ConditionField.Phrase, "in other words")])!),
            string.Join(' ', index.Snips.Select((_, i) => Convert.ToHexString(index.ReadContent(i)))),
            string.Join(' ', index.ReadStates().Select(s => Convert.ToHexString(s.Span))));
    }
}
