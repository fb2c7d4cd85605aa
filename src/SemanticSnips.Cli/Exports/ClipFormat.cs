using System.CommandLine;
using SemanticSnips.Cli.Commands;

namespace SemanticSnips.Cli.Exports;

/// <summary>What clips are written for.</summary>
internal enum ClipFormat
{
    /// <summary>People at a terminal.</summary>
    Text,

    /// <summary>Notes in Markdown.</summary>
    Md,

    /// <summary>Tables, RFC 4180.</summary>
    Csv,

    /// <summary>Tables, a tab between the fields.</summary>
    Tsv,

    /// <summary>Obsidian: callouts with links to episodes and blocks that can be linked to.</summary>
    Obsidian,

    /// <summary>Anki's import: a card a clip.</summary>
    Anki,
}

/// <summary>The option --format, and what it does.</summary>
internal static class ClipFormats
{
    /// <summary>A new option.</summary>
    public static Option<ClipFormat> Option() => CommonOptions.Choice(
        "--format", "FORMAT", "What is printed is for",
        ClipFormat.Text, ClipFormat.Md, ClipFormat.Csv, ClipFormat.Tsv, ClipFormat.Obsidian, ClipFormat.Anki);

    /// <summary>The format, where it is another one than text.</summary>
    /// <exception cref="UsageException">JSON is wanted as well.</exception>
    public static ClipFormat? Of(ParseResult parse, Option<ClipFormat> option, CommonOptions common)
    {
        var format = parse.GetValue(option);
        if (format == ClipFormat.Text) return null;
        return parse.GetValue(common.Json) ? throw new UsageException("--json and --format name two forms of output.", "Leave one of them out.") : format;
    }

    /// <summary>Writes the clips.</summary>
    public static void Write(TextWriter output, ClipFormat format, IReadOnlyList<Clip> clips)
    {
        switch (format)
        {
            case ClipFormat.Md:
                Markdown.Write(output, clips);
                break;
            case ClipFormat.Obsidian:
                Obsidian.Write(output, clips);
                break;
            case ClipFormat.Csv:
                Table.WriteCsv(output, clips);
                break;
            case ClipFormat.Tsv:
                Table.WriteTsv(output, clips);
                break;
            case ClipFormat.Anki:
                Anki.Write(output, clips);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Not written here.");
        }
    }
}
