using System.Collections.Frozen;
using SemanticSnips.Keywords;

namespace SemanticSnips.Searching;

/// <summary>The words that a question is asked with, and not about: "what did they say about", "how do I", "summarize the discussion about".</summary>
internal static class FrameWords
{
    private const string Words =
        """
        what which who whom whose when where why how
        do does did doing done am is are was were be been being have has had can could should would will shall may might must
        i me my mine you your yours he him his she her hers we us our ours they them their theirs it its one ones
        someone somebody anyone anybody people
        about from regarding concerning respect
        say says said saying talk talks talked talking tell tells told mention mentions mentioned
        discuss discusses discussed discussion discussions describe describes described explain explains explained
        summarize summarizes summarise summary opinion opinions
        there here some any much many so than then also just ever please give
        """;

    /// <summary>As the keyword index counts them.</summary>
    private static readonly FrozenSet<string> Stems = Analysis.Stemmed(Words).Select(w => w.Term).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The terms of a query without those of its frame; all of them where nothing else would remain.</summary>
    /// <param name="terms">Analysed, each once with its count.</param>
    public static IReadOnlyList<(string Term, int Count)> Without(IReadOnlyList<(string Term, int Count)> terms)
    {
        List<(string Term, int Count)> content = [.. terms.Where(t => !Stems.Contains(t.Term))];
        return content.Count > 0 ? content : terms;
    }
}
