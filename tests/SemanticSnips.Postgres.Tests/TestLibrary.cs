using SemanticSnips.Conformance;
using SemanticSnips.Testing;

namespace SemanticSnips.Postgres.Tests;

/// <summary>A library of the tiny model in a schema of its own, and files to import; gone after the test.</summary>
internal sealed class TestLibrary : ILibraryUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<PostgresLibrary> _library;

    public TestLibrary()
    {
        Address = Server.NewLibrary();
        _library = new Lazy<PostgresLibrary>(() => new PostgresLibrary(Address, Tiny));
    }

    /// <summary>95 kB of random weights: quick, and without any notion of meaning.</summary>
    public static ModelLoader Tiny { get; } = new(Repository.File("tests", "golden", "tiny-bert"));

    public PostgresAddress Address { get; }

    public PostgresLibrary Library => _library.Value;

    ISnipLibrary ILibraryUnderTest.Library => Library;

    /// <summary>The folder that is imported.</summary>
    public string Exports => Directory.CreateDirectory(_folder.File("exports")).FullName;

    public void Export(string name, string text) => File.WriteAllText(Path.Combine(Exports, name), text);

    public ImportReport Import()
    {
        using var store = Write();
        return PostgresImport.Import(store, [Exports]);
    }

    public PostgresStore Write() => PostgresStore.Open(Address, Tiny);

    public void Import(params (string Name, string Text)[] exports)
    {
        foreach (var (name, text) in exports) Export(name, text);
        Import();
    }

    /// <summary>Runs a statement in the library's schema.</summary>
    public object? Sql(string statement, object? first = null, params object[] more)
    {
        using var source = Address.CreateSource();
        using var connection = source.OpenConnection();
        return connection.Scalar(statement, first, more);
    }

    public void Dispose()
    {
        if (_library.IsValueCreated) Library.Dispose();
        Sql($"drop schema if exists {Address.Schema} cascade");
        _folder.Dispose();
    }
}
