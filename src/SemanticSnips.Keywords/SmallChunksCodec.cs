using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Compressing;
using Lucene.Net.Codecs.Lucene46;

namespace SemanticSnips.Keywords;

/// <summary>Lucene's own codec, but stored content is compressed in small pieces.</summary>
/// <remarks>
/// A query reads a few dozen snips far apart, and to read one Lucene decompresses what stands before it in its piece: 8 KB on the average of the usual 16.
/// The files are of the usual format, which keeps the size of the pieces: it carries the usual name, and whatever reads Lucene's indexes reads them.
/// </remarks>
[CodecName("Lucene46")]
internal sealed class SmallChunksCodec() : FilterCodec(new Lucene46Codec())
{
    private const int ChunkBytes = 1 << 12;

    public override StoredFieldsFormat StoredFieldsFormat { get; } =
        new CompressingStoredFieldsFormat("Lucene41StoredFields", CompressionMode.FAST, ChunkBytes);
}
