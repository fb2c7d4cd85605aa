using System.ComponentModel;
using ModelContextProtocol.Server;

namespace SemanticSnips.Web.Mcp;

/// <summary>Two questions that people ask of their snips, for clients that offer prompts.</summary>
internal static class SnipPrompts
{
    public static IEnumerable<McpServerPrompt> Create()
    {
        yield return McpServerPrompt.Create(WhatDidTheySay, new() { Name = "what_did_they_say", Title = "What did they say about…" });
        yield return McpServerPrompt.Create(CompareSpeakers, new McpServerPromptCreateOptions { Name = "compare_speakers", Title = "Compare two speakers" });
    }

    [Description("What was said about a topic in the user's snips, by whom")]
    private static string WhatDidTheySay([Description("The topic")] string topic) =>
        $"What was said about {topic} in my podcast snips? Ask with ask_snips, then search_snips. Sum up who holds what, quote each with speaker, " +
            $"time and link, "
        + "and say where the snips are unsure or say nothing.";

    [Description("Where two speakers agree and differ on a topic")]
    private static string CompareSpeakers(
        [Description("The topic")] string topic, [Description("One speaker")] string a, [Description("The other")] string b) =>
        $"Compare what {a} and {b} say about {topic} in my podcast snips: search_snips with speaker set to each. Say where they agree and where they differ, "
        + "quote both with time and link, and do not fill in what they did not say.";
}
