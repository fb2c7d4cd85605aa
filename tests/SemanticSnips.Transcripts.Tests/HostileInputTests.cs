using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests;

public class HostileInputTests
{
    private static readonly string[] Originals =
        [.. new[] { "Captions", "Json", "Text" }
            .SelectMany(folder => Directory.GetFiles(Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", folder)))
            .Where(path => !path.EndsWith(".approved.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly Gen<string> Mutated =
        Gen.Select(Gen.OneOf(Originals),
            Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40],
            Gen.OneOf("", "<", "<v ", "-->", "\n\n", "\"", "{", "]", "99:99:99,999", "NaN", "\ud83d", "\0", ":", "[")).Array[1, 6])
            .Select((text, edits) => edits.Aggregate(text, (now, edit) =>
            {
                var (where, length, what) = edit;
                var at = (int)(where * now.Length);
                return string.Concat(now.AsSpan(0, at), what, now.AsSpan(Math.Min(now.Length, at + length)));
            }));

    [Fact]
    public void Damaged_files_are_read_in_part_or_skipped_and_the_same_way_twice() => Mutated.ForAll(text =>
    {
        var (_, first, _) = FixtureFile.Read(FixtureFile.Source("damaged", text));
        var (_, second, _) = FixtureFile.Read(FixtureFile.Source("damaged", text));

        Assert.Equal(first.Select(snip => snip.Id), second.Select(snip => snip.Id));
        Assert.Equal(first.SelectMany(snip => snip.Turns), second.SelectMany(snip => snip.Turns));
        Assert.All(first.SelectMany(snip => snip.Turns), turn => Assert.True(turn.Text.Length > 0 && !(turn.End < turn.Start)));
    });
}
