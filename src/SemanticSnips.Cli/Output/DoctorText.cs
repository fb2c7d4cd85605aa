namespace SemanticSnips.Cli.Output;

/// <summary>The doctor's findings, a line each, for people.</summary>
internal static class DoctorText
{
    private const int NameWidth = 10;

    public static void Write(Page page, Check check)
    {
        var indent = new string(' ', 9 + NameWidth + 2);
        var label = new Paragraph()
            .Add(check.Ok ? "ok       " : "problem  ", check.Ok ? Style.Good : Style.Poor)
            .Add(check.Name.PadRight(NameWidth + 2), Style.Title);
        page.Line(new Paragraph().Add(check.Message), indent, label);
        if (Remedies.For(check) is { } todo) page.Line($"→ {todo}", check.Ok ? Style.Dim : Style.Plain, indent);
    }
}
