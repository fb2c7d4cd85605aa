namespace SemanticSnips.Testing;

/// <summary>Compares output with a reviewed text file.</summary>
/// <remarks>On a difference the output is left beside it as <c>*.received.*</c>. With SNIPS_APPROVE=1 the output becomes the reviewed file: read it before
/// committing.</remarks>
internal static class Approvals
{
    private const int ShownLines = 12;

    /// <summary>Passes when the file at <paramref name="approvedPath"/> (<c>NAME.approved.EXT</c>) holds <paramref name="actual"/>, line ends aside.</summary>
    public static void Verify(string approvedPath, string actual)
    {
        actual = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var receivedPath = approvedPath.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var approved = System.IO.File.Exists(approvedPath) ? System.IO.File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (approved == actual)
        {
            System.IO.File.Delete(receivedPath);
        }
        else if (Environment.GetEnvironmentVariable("SNIPS_APPROVE") == "1")
        {
            System.IO.File.WriteAllText(approvedPath, actual);
            System.IO.File.Delete(receivedPath);
        }
        else
        {
            System.IO.File.WriteAllText(receivedPath, actual);
            Assert.Fail($"{approvedPath} differs from what was received. {Difference(approved.Split('\n'), actual.Split('\n'))}\nCompare with " +
                $"{receivedPath}; SNIPS_APPROVE=1 accepts it.");
        }
    }

    private static string Difference(string[] approved, string[] actual)
    {
        var first = approved.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        static string Show(string[] lines, int from) => string.Join('\n', lines.Skip(from).Take(ShownLines));
        return $"First difference in line {first + 1}:\n--- approved\n{Show(approved, first)}\n+++ received\n{Show(actual, first)}";
    }
}
