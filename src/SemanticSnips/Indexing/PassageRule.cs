namespace SemanticSnips.Indexing;

/// <summary>What is embedded of a passage. An index's manifest names the rule, since vectors depend on it.</summary>
internal enum PassageRule
{
    /// <summary>The snip's title above its speech.</summary>
    TitleText,

    /// <summary>The snip's title above its speech, and before that, once a passage, the names of who speaks in it: "Ann, Bo: …".</summary>
    NamesTitleText,
}

internal static class PassageRules
{
    /// <summary>Format 2 names no rule and has this one.</summary>
    public const PassageRule OfFormat2 = PassageRule.TitleText;

    /// <summary>The rule as a manifest names it; the number rises when the rule's text does.</summary>
    public static string IdOf(PassageRule rule) => rule switch
    {
        PassageRule.TitleText => "title/1",
        PassageRule.NamesTitleText => "names+title/1",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule of what is embedded."),
    };
}
