using System.Text.RegularExpressions;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>The arrows of the architecture: which project may reference which, and which room of the engine may use which.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["SemanticSnips.Transcripts"] = [],
        ["SemanticSnips.Inference"] = [],
        ["SemanticSnips.Vectors"] = [],
        ["SemanticSnips.Keywords"] = [],
        ["SemanticSnips"] = ["SemanticSnips.Transcripts", "SemanticSnips.Inference", "SemanticSnips.Vectors", "SemanticSnips.Keywords"],
        ["SemanticSnips.Evaluation"] = ["SemanticSnips"],
        ["SemanticSnips.Postgres"] = ["SemanticSnips"],
        ["SemanticSnips.Package"] = ["SemanticSnips"],
        ["SemanticSnips.Web"] = ["SemanticSnips"],
        ["SemanticSnips.Cli"] = ["SemanticSnips", "SemanticSnips.Evaluation", "SemanticSnips.Postgres", "SemanticSnips.Web"],
    };

    /// <summary>What a folder of the engine must not name. Ranking is arithmetic: no Lucene, files or models; nothing looks back at who asks it.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Chunking"] = ["Keywords", "Vectors", "Inference", "Querying", "Ranking", "Searching", "Answers", "Related", "Indexing", "Contract"],
        ["Querying"] = ["Vectors", "Inference", "Ranking", "Searching", "Answers", "Related", "Indexing", "Contract"],
        ["Ranking"] = ["Keywords", "Vectors", "Inference", "Querying", "Searching", "Answers", "Related", "Indexing", "Contract"],
        ["Searching"] = ["Answers", "Contract"],
        ["Answers"] = ["Related", "Indexing", "Contract"],
        ["Related"] = ["Answers", "Contract"],
        ["Indexing"] = ["Searching", "Answers", "Related", "Contract"],
    };

    public static TheoryData<string> ProjectNames => [.. Projects.Keys];

    public static TheoryData<string> RoomNames => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_references_only_what_it_may(string project)
    {
        var file = File.ReadAllText(Repository.File("src", project, $"{project}.csproj"));

        var referenced = Reference().Matches(file).Select(m => m.Groups[1].Value).ToList();

        Assert.Empty(referenced.Except(Projects[project]));
    }

    [Fact]
    public void Every_project_of_the_product_has_its_place_in_the_picture() =>
        Assert.Equal(
            Projects.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories)
                .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_only_what_lies_below_it(string room)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.File("src", "SemanticSnips", room), "*.cs", SearchOption.AllDirectories))
        {
            var used = Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

            Assert.True(!used.Intersect(Rooms[room])
                .Any(), $"{file} uses {string.Join(", ", used.Intersect(Rooms[room]))}, which is above {room} or beside it.");
        }
    }

    [Fact]
    public void Public_types_have_one_namespace()
    {
        foreach (var project in new[] { "SemanticSnips", "SemanticSnips.Transcripts", "SemanticSnips.Inference" })
        {
            foreach (var file in Directory.EnumerateFiles(Repository.File("src", project), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)))
            {
                var text = File.ReadAllText(file);
                if (!PublicType().IsMatch(text)) continue;
                Assert.Matches(@"(?m)^namespace SemanticSnips(\.Contract)?;$", text);
            }
        }
    }

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?m)^using SemanticSnips\.(\w+);")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?m)^public (static |sealed |abstract |readonly |partial )*(class|record|struct|enum|interface) ")]
    private static partial Regex PublicType();
}
