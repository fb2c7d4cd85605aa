using System.Text.RegularExpressions;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Outputs as reviewed, in Approved/.</summary>
internal static partial class Approved
{
    public static void Verify(string name, string output) =>
        Approvals.Verify(Repository.File("tests", "SemanticSnips.Cli.Tests", "Approved", $"{name}.approved.txt"), output);

    /// <summary>Hides what a machine, a model or a retuning may change: durations and scores.</summary>
    public static string Mask(string output) => Relevances().Replace(Durations().Replace(output, "TIME"), "RELEVANCE");

    [GeneratedRegex(@"\d+(\.\d)? m?s\b")]
    private static partial Regex Durations();

    [GeneratedRegex("[●○]{5} [0-9]+ %")]
    private static partial Regex Relevances();
}
