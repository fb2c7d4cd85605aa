using System.Diagnostics;

namespace SemanticSnips.Cli;

/// <summary>Waits for changes of files and folders.</summary>
/// <remarks>
/// The system's notices can be lost, or missing altogether on network drives, so a wait also ends when it is time to look anyway.
/// Changes between two waits end the next one at once.
/// </remarks>
internal sealed class PathWatcher : IDisposable
{
    /// <summary>Exports and editors write in bursts: a burst is over when nothing happens for so long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>A burst is not waited for longer than this.</summary>
    private static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(20);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly AutoResetEvent _changed = new(false);
    private readonly string? _index;
    private readonly TimeSpan _rescan;

    /// <param name="paths">Absolute paths of files and folders, which exist.</param>
    /// <param name="index">The index's folder, which may lie among them; what is written there is no change. Null for none.</param>
    public PathWatcher(IEnumerable<string> paths, string? index)
    {
        _index = index;
        _rescan = TimeSpan.FromMinutes(10);
        foreach (var path in paths)
        {
            try
            {
                _watchers.Add(Watch(path));
            }
            catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
            {
                // No notices from there, for example because the system's watches are used up.
                _rescan = TimeSpan.FromSeconds(30);
            }
        }
    }

    /// <summary>Returns when something changed and the burst of changes is over, or when it is time to look anyway.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public void Wait(CancellationToken cancellationToken)
    {
        WaitHandle[] handles = [_changed, cancellationToken.WaitHandle];
        var next = WaitHandle.WaitAny(handles, _rescan);
        var burst = Stopwatch.StartNew();
        while (next == 0 && burst.Elapsed < LongestBurst) next = WaitHandle.WaitAny(handles, Quiet);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers) watcher.Dispose();
        _changed.Dispose();
    }

    private FileSystemWatcher Watch(string path)
    {
        var isFolder = Directory.Exists(path);
        var watcher = new FileSystemWatcher(isFolder ? path : Path.GetDirectoryName(path)!)
        {
            IncludeSubdirectories = isFolder,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        if (!isFolder) watcher.Filter = Path.GetFileName(path);
        watcher.Changed += Notice;
        watcher.Created += Notice;
        watcher.Deleted += Notice;
        watcher.Renamed += Notice;
        watcher.Error += (_, _) => Notice();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Notice(object sender, FileSystemEventArgs change)
    {
        if (_index is null || !SnipIndexWriter.Owns(_index, change.FullPath)) Notice();
    }

    private void Notice()
    {
        try
        {
            _changed.Set();
        }
        catch (ObjectDisposedException)
        {
            // A last notice may arrive while the watcher is being disposed.
        }
    }
}
