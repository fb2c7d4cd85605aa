using System.Text;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Output;

/// <summary>The one door to standard output, standard error and files for people: what is written here cannot act on a terminal, wherever it came
/// from.</summary>
/// <remarks>Line feeds and tabs pass. The program's own styles and links go around it, by <see cref="Escaping"/>.</remarks>
internal sealed class PlainWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>A plain writer; one that is plain already stays as it is.</summary>
    public static TextWriter Over(TextWriter writer) => writer as PlainWriter ?? new PlainWriter(writer);

    /// <summary>Where the program's own escape sequences go: the writer behind a plain one.</summary>
    public static TextWriter Escaping(TextWriter writer) => writer is PlainWriter plain ? plain.Inner : writer;

    public override void Write(char value)
    {
        // Half of a character in a call of its own is not known to be one: whole texts are what is written.
        if (value is '\n' or '\t') inner.Write(value);
        else inner.Write(PlainText.Of(value.ToString()));
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (value is not null) inner.Write(PlainText.Lines(value.Replace("\r\n", "\n", StringComparison.Ordinal)));
    }

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value)
    {
        Write(value);
        inner.WriteLine();
    }

    public override void Flush() => inner.Flush();

    private TextWriter Inner => inner;
}
