using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>An index of the sample snips, made once with the real model. Tests only read it.</summary>
public sealed class SeedIndex : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SeedIndex()
    {
        Directory.CreateDirectory(WorkingDirectory);
        Import = Snips.RunIn(WorkingDirectory, "index", Repository.File("seeds"), "--index", Folder, "--json");
        Assert.Equal(0, Import.ExitCode);
    }

    /// <summary>The index.</summary>
    public string Folder => _folder.File("index");

    /// <summary>An empty folder, outside any checkout.</summary>
    public string WorkingDirectory => _folder.File("work");

    /// <summary>How the index was made.</summary>
    internal Outcome Import { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command on the index.</summary>
    internal Outcome Run(string command, params string[] args) => Snips.RunIn(WorkingDirectory, [command, "--index", Folder, .. args]);

    /// <summary>A copy that a test may damage.</summary>
    internal void CopyTo(string folder) => Copy(Folder, folder);

    internal static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class SeedIndexUsers : ICollectionFixture<SeedIndex>
{
    public const string Name = "seed index";
}
