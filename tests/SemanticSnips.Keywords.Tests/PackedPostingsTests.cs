using CsCheck;

namespace SemanticSnips.Keywords.Tests;

/// <summary>What was packed is what a walk finds.</summary>
public sealed class PackedPostingsTests
{
    private static readonly Gen<(int Distance, int Frequency)[]> Steps = Gen.Select(
        Gen.OneOf(Gen.Int[1, 70], Gen.Int[1, 20_000], Gen.Int[1, 1 << 21]),
        Gen.OneOf(Gen.Const(1), Gen.Int[1, 300], Gen.Int[1, int.MaxValue])).Array[0, 300];

    [Fact]
    public void A_walk_finds_every_passage_and_how_often_the_stem_stands_there() =>
        Gen.Select(Gen.Int[0, 1 << 30], Steps, Steps).Sample((first, steps, before) =>
        {
            var packer = new PostingPacker();
            Pack(packer, 0, before);
            var expected = Pack(packer, first, steps);

            Assert.Equal(expected.Count, packer.Packed.Count);
            Assert.Equal(expected, Walk(packer.Packed));
            var copy = packer.Packed.Copy();
            Pack(packer, 3, before);
            Assert.Equal(expected, Walk(copy));
        }, iter: 200);

    [Fact]
    public void A_common_stem_takes_a_byte_a_passage()
    {
        var packer = new PostingPacker();
        Pack(packer, 0, [.. Enumerable.Repeat((63, 1), 1000)]);
        Assert.Equal(1000, packer.Packed.Bytes.Length);
    }

    private static List<(int Passage, int Frequency)> Pack(PostingPacker packer, int first, (int Distance, int Frequency)[] steps)
    {
        var postings = new List<(int, int)>();
        packer.Start();
        var passage = first - 1;
        foreach (var (distance, frequency) in steps)
        {
            passage += distance;
            packer.Add(passage, frequency);
            postings.Add((passage, frequency));
        }

        return postings;
    }

    private static List<(int Passage, int Frequency)> Walk(PackedPostings packed)
    {
        var postings = new List<(int, int)>();
        var cursor = new PostingCursor();
        for (cursor.MoveNext(packed.Bytes.Span); cursor.Passage < PostingCursor.End; cursor.MoveNext(packed.Bytes.Span))
            postings.Add((cursor.Passage, cursor.Frequency));
        return postings;
    }
}
