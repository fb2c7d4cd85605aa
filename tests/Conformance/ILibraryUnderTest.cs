namespace SemanticSnips.Conformance;

/// <summary>A library of the tiny model that a test fills and asks, gone after the test.</summary>
public interface ILibraryUnderTest : IDisposable
{
    /// <summary>The library; empty until something is imported.</summary>
    ISnipLibrary Library { get; }

    /// <summary>Imports exports, each in place of the one of the same name before, in one commit, embedded.</summary>
    /// <param name="exports">File names and what the files say.</param>
    void Import(params (string Name, string Text)[] exports);
}
