using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Commands;

/// <summary>A file that a long measurement ends by writing: what is wrong with its place is said before it begins, and a file that is there is whole, old or
/// new, at any moment.</summary>
internal sealed class OutputFile
{
    private readonly string _path;
    private readonly bool _force;
    private readonly bool _isDevice;

    private OutputFile(string path, bool force, bool isDevice)
    {
        _path = path;
        _force = force;
        _isDevice = isDevice;
    }

    /// <summary>The option that allows to replace files.</summary>
    public static System.CommandLine.Option<bool> ForceOption() => new("--force") { Description = "Replace files that are there already" };

    /// <summary>A file to write; null where the option was not given.</summary>
    /// <param name="host">Where relative paths begin.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="typed">Its value.</param>
    /// <param name="places">Whose files are not to be replaced, and whether others are.</param>
    /// <exception cref="UsageException">There is no folder to write it in, or it is a folder, or something that is to stay.</exception>
    public static OutputFile? Of(Host host, string option, string? typed, OutputPlaces places)
    {
        if (typed is null) return null;
        var path = host.FullPath(typed);
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(typed))
            throw new UsageException($"{option} is '{typed}', which is a folder; expected the name of a file to write.");
        if (Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
            throw new UsageException($"{option} is '{typed}', but there is no folder '{Path.GetDirectoryName(path)}'. Make it first.");
        var isDevice = !OperatingSystem.IsWindows() && File.Exists(path) && Path.GetDirectoryName(path) is ("/dev" or "/dev/fd");
        if (!isDevice && IsPipe(path)) throw new UsageException($"{option} is '{typed}', which is no regular file; expected the name of a file to write.");
        if (!isDevice) places.Require(option, typed, path);
        return new OutputFile(path, places.Force, isDevice);
    }

    /// <summary>Has the file written beside its place, flushes it to the disk, and puts it there.</summary>
    /// <param name="write">Given the path to write to.</param>
    /// <exception cref="UsageException">Somebody else made the file meanwhile.</exception>
    public void Write(Action<string> write)
    {
        if (_isDevice)
        {
            WriteThrough(write);
            return;
        }

        var beside = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}.part");
        try
        {
            write(beside);
            using (var file = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(beside, _path, overwrite: _force);
        }
        catch (IOException) when (!_force && File.Exists(_path))
        {
            throw new UsageException($"'{_path}' has come to be there meanwhile and stays as it is.", "Replace it with --force.");
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Whether a path leads to a pipe or socket: nothing can be put in its place.</summary>
    private static bool IsPipe(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > 0) return false;
        try
        {
            // For both, since opening a pipe for one of them waits for who opens the other end.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return !stream.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>A device, such as /dev/stdout, is written to where it is: nothing can be put in its place.</summary>
    private void WriteThrough(Action<string> write)
    {
        var whole = Path.GetTempFileName();
        try
        {
            write(whole);
            using var from = File.OpenRead(whole);
            using var device = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            from.CopyTo(device);
        }
        finally
        {
            File.Delete(whole);
        }
    }

    /// <summary>The same for text, through the door that all text for people takes.</summary>
    public void WriteText(Action<TextWriter> write) => Write(path =>
    {
        using var file = new StreamWriter(path);
        write(new PlainWriter(file));
    });
}
