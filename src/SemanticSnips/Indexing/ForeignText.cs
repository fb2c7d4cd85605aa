using SemanticSnips.Chunking;
using SemanticSnips.Keywords;

namespace SemanticSnips.Indexing;

/// <summary>Text in scripts that the model does not know: it is found by words alone.</summary>
internal static class ForeignText
{
    /// <summary>Snips that are read to tell the script of all.</summary>
    public const int SampledSnips = 64;

    /// <summary>Says so where most passages are such, and which model would know them; null where they are not.</summary>
    /// <param name="keywords">The commit.</param>
    /// <param name="model">The id of the model that it was made with.</param>
    public static string? Describe(KeywordIndex keywords, string model)
    {
        var foreign = keywords.Passages.Count(p => p.VectorKey == PassageInput.NoKey);
        return Describe(foreign, keywords.Passages.Count, model, () => Sample(keywords));
    }

    /// <summary>As above, of any store.</summary>
    /// <param name="foreign">Passages that the model does not know.</param>
    /// <param name="passages">All passages.</param>
    /// <param name="model">The id of the model.</param>
    /// <param name="sample">Some <see cref="SampledSnips"/> of the foreign snips.</param>
    public static string? Describe(int foreign, int passages, string model, Func<IEnumerable<Snip>> sample)
    {
        if (foreign * 2 <= passages) return null;
        var (script, remedy) = Remedy(ScriptOf(sample()));
        return $"Most of the library ({foreign} of {passages} passages) is in {script}, which the model {model} does not know: " +
            $"it is found by words alone. {remedy}";
    }

    private static (string Script, string Remedy) Remedy(Script? script) => script switch
    {
        Script.Chinese => ("Chinese characters", "bge-small-zh-v1.5 knows them: snips index --rebuild --model FOLDER, with the folder of that model."),
        Script.Latin => ("Latin letters", "bge-small-en-v1.5, which is part of this program, knows them: snips index --rebuild without --model."),
        null or Script.Other => ("another script", Any),
        _ => (script.ToString()!, Any),
    };

    private const string Any = "A BERT model with word pieces that was made for that language would: snips index --rebuild --model FOLDER.";

    /// <summary>The script of most of some snips.</summary>
    private static Script? ScriptOf(IEnumerable<Snip> sample) => sample.Select(s => Scripts.Dominant(SnipText.Of(s).Text))
        .OfType<Script>().GroupBy(s => s).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.Key;

    private static IEnumerable<Snip> Sample(KeywordIndex keywords)
    {
        int[] foreign = [.. Enumerable.Range(0, keywords.Snips.Count).Where(i => keywords.Snips[i] is { PassageCount: > 0 } snip
            && keywords.Passages[snip.FirstPassage].VectorKey == PassageInput.NoKey)];
        return foreign.Where((_, i) => i % Math.Max(1, foreign.Length / SampledSnips) == 0).Select(i => SnipRecord.Parse(keywords.ReadContent(i)).Snip);
    }
}
