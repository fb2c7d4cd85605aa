using SemanticSnips.Conformance;
using SemanticSnips.Testing;

namespace SemanticSnips.Postgres.Tests;

/// <summary>A library on a server keeps the contract of a library.</summary>
public sealed class PostgresLibraryTests : SnipLibraryConformance
{
    protected override ILibraryUnderTest Create()
    {
        var library = new TestLibrary();
        library.Import();
        return library;
    }

    protected override ISnipLibrary CreateMissing() => new PostgresLibrary(Server.NewLibrary(), TestLibrary.Tiny);
}
