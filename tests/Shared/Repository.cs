using System.Runtime.CompilerServices;

namespace SemanticSnips.Testing;

/// <summary>Finds the checkout that the tests were compiled from, so that tests read real files in place.</summary>
internal static class Repository
{
    /// <summary>The folder that holds SemanticSnips.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below <see cref="Root"/>.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // Deterministic builds may rewrite source paths, so the output folder is the second way up.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) ?? "" })
        {
            for (var folder = start; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                if (System.IO.File.Exists(Path.Combine(folder, "SemanticSnips.sln"))) return folder;
            }
        }

        throw new DirectoryNotFoundException("No SemanticSnips.sln above the test's output or source folder.");
    }
}
