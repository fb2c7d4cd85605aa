using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>A door through which something from outside comes in, and what must hold whatever comes.</summary>
internal abstract class FuzzTarget(string name) : IDisposable
{
    /// <summary>The folder of the kept corpus: for each target its seeds, and every input that ever failed.</summary>
    public static string KeptFolder { get; } = Repository.File("tests", "fuzz");

    /// <summary>The target's name on the command line, and its folder of the kept corpus.</summary>
    public string Name { get; } = name;

    /// <summary>Pieces that mean something here.</summary>
    public abstract IReadOnlyList<string> Tokens { get; }

    /// <summary>Sound inputs, and those that failed before, which are tried first and then bent.</summary>
    public virtual IEnumerable<byte[]> Corpus() => Kept();

    /// <summary>Feeds one input in. Refusing it with a sentence is right; anything else that is thrown is the product's fault.</summary>
    /// <returns>What kind of end it came to; an input whose end is a new one is worth bending further.</returns>
    /// <exception cref="FuzzFault">What must hold did not.</exception>
    public abstract string Try(byte[] input);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    protected IEnumerable<byte[]> Kept()
    {
        var folder = Path.Combine(KeptFolder, Name);
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }

    protected static void Require(bool holds, string what)
    {
        if (!holds) throw new FuzzFault(what);
    }

    /// <summary>A refusal's words without what differs between inputs of one kind.</summary>
    protected static string KindOf(Exception refusal)
    {
        var kind = new StringBuilder(refusal.GetType().Name);
        foreach (var c in refusal.Message.AsSpan(0, Math.Min(refusal.Message.Length, 200)))
        {
            if (char.IsAsciiLetter(c) || c == ' ') kind.Append(c);
        }

        return kind.Length > 90 ? kind.ToString(0, 90) : kind.ToString();
    }
}

/// <summary>Something that must hold for every input did not for this one.</summary>
internal sealed class FuzzFault(string message, Exception? inner = null) : Exception(message, inner);
