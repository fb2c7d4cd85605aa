using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace SemanticSnips.Keywords;

/// <summary>A file, mapped into memory to be read by pointer.</summary>
/// <remarks>Thread-safe, but for disposing it: what is read afterwards is refused, and nobody may be reading then. What lies beyond the end is
/// refused.</remarks>
internal sealed unsafe class FileMapping : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public FileMapping(string path)
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

    /// <summary>The file's bytes.</summary>
    public long Length { get; }

    /// <summary>One byte of the file: what most reading of postings comes down to.</summary>
    /// <exception cref="EndOfStreamException">As for the next.</exception>
    /// <exception cref="ObjectDisposedException">As for the next.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte At(long position) => _start != null && (ulong)position < (ulong)Length ? _start[position] : At(position, 1)[0];

    /// <summary>Some bytes of the file.</summary>
    /// <exception cref="EndOfStreamException">They do not lie within it.</exception>
    /// <exception cref="ObjectDisposedException">It is unmapped.</exception>
    public ReadOnlySpan<byte> At(long position, int count) => At<byte>(position, count);

    /// <summary>Some values of the file, as they lie in it.</summary>
    /// <param name="position">The first byte of the first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="EndOfStreamException">They do not lie within it.</exception>
    /// <exception cref="ObjectDisposedException">It is unmapped.</exception>
    public Span<T> At<T>(long position, int count)
        where T : unmanaged
    {
        if (position < 0 || count < 0 || position > Length - ((long)count * sizeof(T)))
            throw new EndOfStreamException($"'{_path}': {(long)count * sizeof(T)} bytes at {position} are asked for, and it has {Length}.");
        ObjectDisposedException.ThrowIf(_start == null && count > 0, typeof(FileMapping));
        return new Span<T>(_start + position, count);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        if (_start != null) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _start = null;
        _view?.Dispose();
        _file?.Dispose();
    }
}
