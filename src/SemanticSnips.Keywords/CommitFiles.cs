using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Lucene.Net.Index;
using SystemDirectory = System.IO.Directory;

namespace SemanticSnips.Keywords;

/// <summary>Tells which files of a folder Lucene made, and whether a commit is among them.</summary>
internal static partial class CommitFiles
{
    /// <summary>Lucene writes it after each commit that has come to an end, so where it stands there was one.</summary>
    private const string AfterCommit = "segments.gen";

    /// <summary>The file of the first commit of all.</summary>
    private const string FirstCommit = "segments_1";

    // What each of Lucene's files begins with; segments.gen and deletions are older than that and begin with -2.
    private const int CodecMagic = 0x3FD76C17;
    private const int OlderFormat = -2;

    /// <summary>What is wrong with the index in a folder, before any of it is opened; null where there is a commit, whatever state it is in.</summary>
    /// <remarks>
    /// Lucene writes the file of a commit in place, its checksum last, and then <see cref="AfterCommit"/>. A process or a machine that ends in the
    /// first commit so leaves data, perhaps half of a first commit file, and never that one: nothing was there before, and nothing is lost. Data
    /// beside <see cref="AfterCommit"/> without a commit file had one, which is gone.
    /// </remarks>
    /// <exception cref="KeywordIndexException">The system refuses to list the folder or to read the commit.</exception>
    public static KeywordFault? FaultIn(string folder)
    {
        List<string> names;
        try
        {
            names = [.. SystemDirectory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))];
        }
        catch (DirectoryNotFoundException)
        {
            return KeywordFault.Missing;
        }
        catch (IOException) when (File.Exists(folder))
        {
            return KeywordFault.Missing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeywordIndexException.Unreadable(folder, e);
        }

        var commits = names.FindAll(n => CommitName().IsMatch(n));
        var wasCommitted = names.Contains(AfterCommit);
        return commits switch
        {
            [] when wasCommitted => KeywordFault.Damaged,
            [] => names.Exists(n => DataName().IsMatch(n)) ? KeywordFault.Interrupted : KeywordFault.Missing,
            [FirstCommit] when !wasCommitted && !CanRead(folder) => KeywordFault.Interrupted,
            _ => null,
        };
    }

    /// <summary>Whether a file is one that Lucene made, by its name and by how it begins. What a crash left empty or full of zeros is.</summary>
    public static bool IsOwn(string folder, string name)
    {
        if (!HasOwnName(name)) return false;
        try
        {
            if (RegularFilesDirectory.HoldsNothing(Path.Combine(folder, name))) return true;
            using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[sizeof(int)];
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
                || BinaryPrimitives.ReadInt32BigEndian(start) is CodecMagic or OlderFormat or 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether Lucene might give a file this name.</summary>
    public static bool HasOwnName(string name) => name == AfterCommit || CommitName().IsMatch(name) || DataName().IsMatch(name);

    /// <summary>Removes what a first commit that never came to an end left. Call with the write lock only.</summary>
    public static void Clear(string folder)
    {
        foreach (var file in SystemDirectory.GetFiles(folder).Where(f => IsOwn(folder, Path.GetFileName(f)))) File.Delete(file);
    }

    private static bool CanRead(string folder)
    {
        try
        {
            using var directory = RegularFilesDirectory.Open(folder);
            new SegmentInfos().Read(directory);
            return true;
        }
        catch (Exception e)
        {
            // Damaged bytes can make Lucene throw anything.
            if (SystemRefusal.In(e) is not null) throw KeywordIndexException.Unreadable(folder, e);
            return false;
        }
    }

    [GeneratedRegex("^segments_[0-9a-z]+$", RegexOptions.CultureInvariant)]
    private static partial Regex CommitName();

    [GeneratedRegex("^_[0-9a-z]+(_[0-9A-Za-z]+)*\\.(fdt|fdx|fnm|si|doc|pos|pay|tim|tip|dvd|dvm|nvd|nvm|tvd|tvf|tvx|del|gen|cfs|cfe)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex DataName();
}
