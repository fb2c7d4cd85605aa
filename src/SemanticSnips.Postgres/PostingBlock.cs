using System.Buffers.Binary;

namespace SemanticSnips.Postgres;

/// <summary>One occurrence of a term: in which passage, how often, and how many words that passage has.</summary>
/// <param name="Passage">The passage's number.</param>
/// <param name="Frequency">How often the term stands there.</param>
/// <param name="Length">Words of the passage that BM25 counts.</param>
internal readonly record struct Posting(int Passage, int Frequency, int Length);

/// <summary>The postings of one term in 4,096 passages: six bytes each, ascending, so that what comes later is put behind.</summary>
internal static class PostingBlock
{
    /// <summary>Bytes of a posting: place in its block, frequency and length, each an unsigned number of two bytes.</summary>
    public const int Size = 6;

    private const int Bits = 12;

    /// <summary>The block of a passage.</summary>
    public static int Of(int passage) => passage >> Bits;

    /// <summary>Puts a posting behind others.</summary>
    public static void Append(MemoryStream block, Posting posting)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(posting.Passage & ((1 << Bits) - 1)));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)Math.Min(posting.Frequency, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)Math.Min(posting.Length, ushort.MaxValue));
        block.Write(bytes);
    }

    /// <summary>The posting at a place of a block.</summary>
    public static Posting Read(int block, ReadOnlySpan<byte> postings, int place)
    {
        var bytes = postings.Slice(place * Size, Size);
        return new Posting(
            (block << Bits) + BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]));
    }

    /// <summary>A block without some passages.</summary>
    public static byte[] Without(int block, byte[] postings, IReadOnlySet<int> passages)
    {
        var left = new MemoryStream(postings.Length);
        for (var i = 0; i < postings.Length / Size; i++)
        {
            if (!passages.Contains(Read(block, postings, i).Passage)) left.Write(postings, i * Size, Size);
        }

        return left.ToArray();
    }
}
