namespace SemanticSnips.Cli.Output;

/// <summary>How a stretch of text looks on a terminal.</summary>
internal enum Style
{
    Plain,
    Title,
    Match,
    Dim,
    Speaker,
    Good,
    Fair,
    Poor,
}

/// <summary>The terminal's escape sequences for styles (ECMA-48) and links (OSC 8).</summary>
internal static class Escapes
{
    public const string Reset = "\e[0m";

    public const string EndOfLink = "\e]8;;\e\\";

    public static string Of(Style style) => style switch
    {
        Style.Title or Style.Match => "\e[1m",
        Style.Dim => "\e[2m",
        Style.Speaker => "\e[36m",
        Style.Good => "\e[32m",
        Style.Fair => "\e[33m",
        Style.Poor => "\e[31m",
        _ => "",
    };

    public static string BeginOfLink(string url) => $"\e]8;;{url}\e\\";
}
