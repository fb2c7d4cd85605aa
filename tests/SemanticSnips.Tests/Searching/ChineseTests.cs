using SemanticSnips.Chunking;
using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Searching;

/// <summary>A Chinese library, and what is said of it to somebody whose model is an English one.</summary>
public sealed class ChineseTests
{
    private static readonly ExportedSnip[] Snips =
    [
        new(1, 60, 120, "古桥", "这座石桥建于明朝，至今已经有六百多年的历史。桥下的水很浅，船已经过不去了。"),
        new(2, 180, 240, "茶园", "春天的茶叶最嫩，采茶的人天还没亮就上山。她们唱着歌，一直采到中午。"),
        new(3, 300, 360, "养蜂", "蜜蜂在冬天不会飞出蜂箱，它们挤在一起取暖。养蜂人要给它们留够蜂蜜。"),
        new(4, 420, 480, "铁匠", "老铁匠把刀放进火里烧红，再放进水里冷却。这样做出来的刀又硬又耐用。"),
        new(5, 540, 600, "面包", "面团要在温暖的地方放一个晚上，第二天早上再送进烤箱。烤出来的面包很香。"),
        new(6, 660, 720, "灯塔", "灯塔的灯每十秒转一圈，渔民靠它找到回家的路。雾大的时候，还要鸣笛。"),
        new(7, 780, 840, "候鸟", "大雁每年秋天飞往南方，路上要休息好几次。湿地是它们最重要的加油站。"),
        new(8, 900, 960, "盐田", "太阳把海水晒干，剩下的就是盐。工人用木耙把盐堆成小山！雨季他们就休息。"),
    ];

    [Theory]
    [InlineData("石桥", "古桥")]
    [InlineData("采茶的人", "茶园")]
    [InlineData("\"挤在一起\"", "养蜂")]
    [InlineData("海水晒干", "盐田")]
    public void Words_are_found_by_neighbouring_characters(string query, string expected)
    {
        using var folder = Library();
        using var index = folder.Open();

        var found = index.Search(query, new SearchOptions { Mode = SearchMode.Keyword });

        Assert.Equal(expected, found.Hits[0].Snip.Title);
    }

    [Fact]
    public void Sentences_end_at_the_full_stops_of_Chinese()
    {
        var sentences = Sentences.Split(Snips[7].Speech).Select(span => Snips[7].Speech[span.From..span.To]);

        Assert.Equal(["太阳把海水晒干，剩下的就是盐。", "工人用木耙把盐堆成小山！", "雨季他们就休息。"], sentences);
        Assert.Equal(["真的吗？", "真的。"], Sentences.Split("真的吗？真的。").Select(span => "真的吗？真的。"[span.From..span.To]));
    }

    [Fact]
    public void An_English_model_gives_Chinese_no_cosine_and_the_import_names_one_that_would()
    {
        using var folder = new IndexFolder();
        folder.Export("zh.md", Export.Plugin("手艺", "慢生活", "2024-01-01", Snips));
        folder.Export("en.md", Export.Plugin("Rates", "Money", "2024-01-01", new ExportedSnip(20, 0, 60, "Rates",
            "Interest rates rise with inflation, and banks are late.")));
        using (var writer = SnipIndexWriter.Open(folder.Path, Models.Shipped))
        {
            var report = Importer.Import(writer, [folder.Exports]);
            Assert.Equal(0, report.Pending);
            Assert.Contains(report.Notes, note => note.Contains("Chinese", StringComparison.Ordinal) && note.Contains("bge-small-zh-v1.5",
                StringComparison.Ordinal));
        }

        using var index = SnipIndex.Open(folder.Path, Models.Shipped);
        var english = index.Search("interest rates and inflation");
        var chinese = index.Search("海水晒干");

        Assert.Equal("Rates", english.Hits[0].Snip.Title);
        Assert.All(english.Hits.Skip(1), hit => Assert.Null(hit.Cosine));
        Assert.Equal("盐田", chinese.Hits[0].Snip.Title);
        Assert.Contains(chinese.Notes, note => note.Contains("does not know the script", StringComparison.Ordinal));
        Assert.Contains(IndexCheck.Examine(folder.Path, Models.Shipped.Card, Models.Shipped.Folder), check => check.Name == "language" && check.Ok);
    }

    [Theory]
    [InlineData("Interest rates rise", true)]
    [InlineData("café déjà vu, “naïve” – said Müller", true)]
    [InlineData("2,617 👍", true)]
    [InlineData("这座石桥建于明朝", false)]
    [InlineData("Мы говорим о старых мостах", false)]
    [InlineData("今日は古い橋について話します", false)]
    [InlineData("오늘은 오래된 다리에 대해", false)]
    [InlineData("The bridge 石桥 is old and made of stone", true)]
    public void The_English_model_knows_Latin_letters(string text, bool known) => Assert.Equal(known, Models.Shipped.Knows(text));

    /// <summary>Runs where the environment variable SNIPS_MODEL_ZH names the folder of bge-small-zh-v1.5, which is not part of the repository.</summary>
    [ChineseModelFact]
    public void With_a_Chinese_model_questions_find_by_meaning()
    {
        using var model = new ModelLoader(ChineseModelFactAttribute.Folder!);
        using var folder = new IndexFolder();
        folder.Export("zh.md", Export.Plugin("手艺", "慢生活", "2024-01-01", Snips));
        using (var writer = SnipIndexWriter.Open(folder.Path, model))
        {
            var report = Importer.Import(writer, [folder.Exports]);
            Assert.Empty(report.Notes);
            Assert.Equal(0, report.Pending);
        }

        using var index = SnipIndex.Open(folder.Path, model);
        Assert.Equal(512, index.Manifest.Dimensions);

        // Not a character of these questions' nouns stands in the answers.
        foreach (var (question, title) in ((string, string)[])[
            ("昆虫怎样过冬？", "养蜂"), ("航海的人夜里如何辨认方向？", "灯塔"), ("怎样做吐司？", "面包"), ("金属工具是怎么锻造的？", "铁匠"), ("动物的迁徙", "候鸟")])
        {
            Assert.Equal(title, index.Search(question, new SearchOptions { Mode = SearchMode.Vector }).Hits[0].Snip.Title);
            Assert.Equal(title, index.Search(question).Hits[0].Snip.Title);

            // Nothing was learnt for this model, so nothing is refused for its numbers.
            var answered = index.Ask(question);
            Assert.Equal(Confidence.Unsure, answered.Confidence);
            Assert.Equal(title, answered.Answers[0].Snip.Title);
        }
    }

    private static IndexFolder Library()
    {
        var folder = new IndexFolder();
        folder.Export("zh.md", Export.Plugin("手艺", "慢生活", "2024-01-01", Snips));
        folder.Import();
        return folder;
    }
}
