using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Lucene.Net.Store;

namespace SemanticSnips.Keywords;

/// <summary>A file of an index, mapped into memory; integers are Lucene's, the high byte first.</summary>
/// <remarks>
/// Its clones read the same mapping, each for one thread. Disposing the first of them unmaps the file: what is read afterwards is refused, and nobody may be
/// reading then. Beyond the end there is nothing to read, whatever the bytes before said.
/// </remarks>
internal sealed class MappedInput : IndexInput
{
    private readonly Mapping _file;
    private readonly bool _isClone;
    private long _at;

    private MappedInput(string path, Mapping file, bool isClone = false) : base(path)
    {
        _file = file;
        _isClone = isClone;
    }

    public override long Length => _file.Length;

    public override long Position => _at;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static MappedInput Open(string path) => new(path, new Mapping(path));

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

    /// <summary>The mapping of a file.</summary>
    private sealed unsafe class Mapping : IDisposable
    {
        private readonly string _path;
        private readonly MemoryMappedFile? _file;
        private readonly MemoryMappedViewAccessor? _view;
        private byte* _start;

        public Mapping(string path)
        {
            _path = path;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Length = file.Length;
            if (Length == 0) return; // what is empty cannot be mapped, and is read by nobody
            _file = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            try
            {
                _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
                _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public long Length { get; }

        /// <summary>One byte of the file: what most reading comes down to.</summary>
        /// <exception cref="EndOfStreamException">As for the next.</exception>
        /// <exception cref="ObjectDisposedException">As for the next.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte At(long position) => _start != null && (ulong)position < (ulong)Length ? _start[position] : At(position, 1)[0];

        /// <summary>Some bytes of the file.</summary>
        /// <exception cref="EndOfStreamException">They do not lie within it.</exception>
        /// <exception cref="ObjectDisposedException">It is unmapped.</exception>
        public ReadOnlySpan<byte> At(long position, int count)
        {
            if (position < 0 || count < 0 || position > Length - count)
                throw new EndOfStreamException($"'{_path}': {count} bytes at {position} are asked for, and it has {Length}.");
            ObjectDisposedException.ThrowIf(_start == null && count > 0, typeof(MappedInput));
            return new ReadOnlySpan<byte>(_start + position, count);
        }

        public void Dispose()
        {
            if (_start != null) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
            _start = null;
            _view?.Dispose();
            _file?.Dispose();
        }
    }
}
