using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>README's lines for a .NET program, compiled and run as they stand there.</summary>
public sealed class ReadmeExampleTests : IDisposable
{
    private const string Begin = "        // README begins\n";
    private const string End = "        // README ends\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_lines_for_a_program_import_and_answer()
    {
        var (model, index, exports) = (Repository.File("models", "bge-small-en-v1.5"), _folder.File("index"), Repository.File("seeds"));
        var output = new StringWriter();
        var console = output;

        // README begins
        using var models = new ModelLoader(model);
        using (var writer = SnipIndexWriter.Open(index, models))
            Importer.Import(writer, [exports]);

        using var library = new SharedIndex(index, models);
        var found = await library.AskAsync("Why is R1 so cheap to serve?");
        foreach (var answer in found.Answers)
            console.WriteLine($"{answer.Confidence}: {answer.Text} ({answer.Speaker}, {answer.Snip.Episode.Title})");
        // README ends

        Assert.StartsWith("Likely: ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_those_of_the_readme()
    {
        var source = File.ReadAllText(Repository.File("tests", "SemanticSnips.Tests", "ReadmeExampleTests.cs"));
        var from = source.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var lines = source[from..source.IndexOf(End, from, StringComparison.Ordinal)].Replace("\n        ", "\n", StringComparison.Ordinal).TrimStart(' ')
            .Replace("(model)", "(\"models/bge-small-en-v1.5\")", StringComparison.Ordinal)
            .Replace("(index,", "(\"library\",", StringComparison.Ordinal)
            .Replace("[exports]", "[\"snipd-export.zip\"]", StringComparison.Ordinal)
            .Replace("console.", "Console.", StringComparison.Ordinal);

        Assert.Contains("```csharp\nusing SemanticSnips;\n\n" + lines + "```", File.ReadAllText(Repository.File("README.md")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
