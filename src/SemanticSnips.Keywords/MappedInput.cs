using System.Buffers.Binary;
using Lucene.Net.Store;

namespace SemanticSnips.Keywords;

/// <summary>A file of an index, mapped into memory; integers are Lucene's, the high byte first.</summary>
/// <remarks>
/// Its clones read the same mapping, each for one thread. Disposing the first of them unmaps the file: what is read afterwards is refused, and nobody may be
/// reading then. Beyond the end there is nothing to read, whatever the bytes before said.
/// </remarks>
internal sealed class MappedInput : IndexInput
{
    private readonly FileMapping _file;
    private readonly bool _isClone;
    private long _at;

    private MappedInput(string path, FileMapping file, bool isClone = false) : base(path)
    {
        _file = file;
        _isClone = isClone;
    }

    public override long Length => _file.Length;

    public override long Position => _at;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static MappedInput Open(string path) => new(path, new FileMapping(path));

    public override void Seek(long pos) => _at = pos;

    public override byte ReadByte() => _file.At(_at++);

    public override void ReadBytes(byte[] b, int offset, int len)
    {
        _file.At(_at, len).CopyTo(b.AsSpan(offset, len));
        _at += len;
    }

    public override short ReadInt16()
    {
        _at += sizeof(short);
        return BinaryPrimitives.ReadInt16BigEndian(_file.At(_at - sizeof(short), sizeof(short)));
    }

    public override int ReadInt32()
    {
        _at += sizeof(int);
        return BinaryPrimitives.ReadInt32BigEndian(_file.At(_at - sizeof(int), sizeof(int)));
    }

    public override long ReadInt64()
    {
        _at += sizeof(long);
        return BinaryPrimitives.ReadInt64BigEndian(_file.At(_at - sizeof(long), sizeof(long)));
    }

    public override object Clone() => new MappedInput(ToString(), _file, isClone: true) { _at = _at };

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClone) _file.Dispose();
    }
}
