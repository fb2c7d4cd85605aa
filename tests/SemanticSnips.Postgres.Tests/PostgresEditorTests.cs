using SemanticSnips.Conformance;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres.Tests;

/// <summary>What people change in a library on a server, and what it keeps beside its snips.</summary>
public sealed class PostgresEditorTests
{
    private static readonly string First = Exports.IdOf(1);
    private static readonly string Second = Exports.IdOf(2);

    [Fact]
    public async Task Tags_stars_and_notes_are_seen_at_once_searched_and_kept_over_imports()
    {
        using var library = Filled();
        var marked = Editor(library).Mark(First, new MarkChange { AddTags = ["#Work"], Favourite = true, Note = "zirconium supplier" });

        Assert.Equal(("Work", true, "zirconium supplier"), (Assert.Single(marked!.Tags), marked.Favourite, marked.Note));
        library.Import();
        library.Import(Speeches("The beehive was painted green.", "A glacier is a river of ice."));
        foreach (var query in new[] { "tag:work", "is:favourite", "note:zirconium", "zirconium" })
            Assert.Equal(First, Assert.Single((await library.Library.ListAsync(query)).Snips).Id);
        Assert.Equal(("zirconium supplier", null), (Editor(library).NoteOf(First), Editor(library).NoteOf(Second)));
        Assert.Null(Editor(library).Mark("nobody", new MarkChange { Favourite = true }));

        Editor(library).Mark(First, new MarkChange { RemoveTags = ["work"], Favourite = false, Note = "" });
        Assert.Empty((await library.Library.ListAsync("tag:work")).Snips);
        Assert.Equal(0L, library.Sql("select count(*) from mark"));
        await Sound(library);
    }

    [Fact]
    public async Task Several_who_mark_one_snip_at_once_lose_nothing()
    {
        using var library = Filled();
        string[] tags = ["ant", "bee", "cow", "dog"];

        await Task.WhenAll(tags.Select(tag => Task.Run(() => Editor(library).Mark(First, new MarkChange { AddTags = [tag] }))));

        Assert.Equal(tags, (await library.Library.FindAsync(First))!.Snip.Tags.Order(StringComparer.Ordinal));
        library.Import();
        Assert.Equal(tags, (await library.Library.FindAsync(First))!.Snip.Tags.Order(StringComparer.Ordinal));
        await Sound(library);
    }

    [Fact]
    public async Task A_mark_that_is_set_while_an_import_runs_stays()
    {
        using var library = Filled();
        using var store = library.Write();
        var import = new LibraryState(store);
        ISnipStore importing = store;
        _ = importing.Marks;

        Editor(library).Mark(First, new MarkChange { AddTags = ["work"] });
        import.Apply(() => importing.Marks, importing.Sources);
        if (import.HasChanges) import.Commit(importing.Sources);

        Assert.Equal(["work"], (await library.Library.FindAsync(First))!.Snip.Tags);
    }

    [Fact]
    public async Task A_removed_snip_stays_away_until_it_is_restored()
    {
        using var library = Filled();

        Assert.Equal([First], Editor(library).Remove([First, "nobody"]).Removed);
        library.Import();
        Assert.Null(await library.Library.FindAsync(First));
        await Sound(library);

        Assert.Contains(Assert.Single(Editor(library).Restore(First[..8])), Directory.EnumerateFiles(library.Exports));
        library.Import();
        Assert.NotNull(await library.Library.FindAsync(First));
        Assert.Empty(Editor(library).Restore(First));
    }

    [Fact]
    public async Task A_source_is_listed_with_its_format_and_forgotten_with_its_snips()
    {
        using var library = Filled();
        library.Import(Exports.Episode("Lava", "Tubes", 0x21, "Lava cools slowly."));
        var sources = Editor(library).ReadSources();

        Assert.Equal([1, 2], sources.Select(s => s.Snips).Order());
        Assert.All(sources, s => Assert.Equal((library.Exports, true, true), (s.Root, s.Format is not null, s.LastRead is not null)));
        var lava = sources.Single(s => s.Snips == 1).Path;
        var weighed = Editor(library).WeighForget(lava);
        Assert.Equal([Exports.IdOf(0x21)], weighed.Removed);
        Assert.Equal(weighed.Removed, Editor(library).Forget(lava).Removed);
        Assert.Equal(2, Assert.Single(Editor(library).ReadSources()).Snips);
        Assert.Equal(2, (await library.Library.StatusAsync()).Snips);

        Assert.Equal([library.Exports], Editor(library).Forget(library.Exports).Roots);
        Assert.Empty((await library.Library.StatusAsync()).Roots);
        await Sound(library);
    }

    [Fact]
    public async Task Aliases_hold_from_the_next_query_on_for_whoever_asks()
    {
        using var library = Filled();
        Assert.Empty((await library.Library.ListAsync("speaker:Benjamin")).Snips);

        Editor(library).WriteFile("aliases.txt", "Benjamin Okri = Ben Okri\n");

        Assert.Equal(2, (await library.Library.ListAsync("speaker:Benjamin")).Total);
        Assert.Equal(2, (await library.Library.SearchAsync("bees speaker:Benjamin")).Hits.Count);
        var refused = Assert.Throws<QueryException>(() => Editor(library).WriteFile("aliases.txt", "nonsense"));
        Assert.Contains("aliases.txt:1", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Benjamin Okri = Ben Okri\n", Editor(library).ReadFile("aliases.txt"));

        Editor(library).WriteFile("aliases.txt", null);
        Assert.Empty((await library.Library.ListAsync("speaker:Benjamin")).Snips);
    }

    [Fact]
    public void Small_files_are_each_roles_own()
    {
        using var library = Filled();
        var role = library.Address.Schema + "_other";
        library.Sql($"create role {role} login; grant usage on schema {library.Address.Schema} to {role}; "
            + $"grant select, insert, update on all tables in schema {library.Address.Schema} to {role}");
        try
        {
            var other = new PostgresEditor(
                PostgresAddress.Parse(library.Address.Argument.Replace("://postgres@", $"://{role}@", StringComparison.Ordinal)), TestLibrary.Tiny);
            Editor(library).WriteFile("searches.json", "mine");
            Assert.Null(other.ReadFile("searches.json"));
            other.WriteFile("searches.json", "theirs");
            Assert.Equal(("mine", "theirs"), (Editor(library).ReadFile("searches.json"), other.ReadFile("searches.json")));
        }
        finally
        {
            library.Sql($"drop owned by {role}; drop role {role}");
        }
    }

    [Fact]
    public async Task A_library_of_the_first_schema_is_brought_to_this_one_with_its_marks()
    {
        using var library = Filled();
        Editor(library).Mark(First, new MarkChange { AddTags = ["work"] });
        library.Sql("drop table mark, source, kept_file, word; update library set version = 1");

        var refused = await Assert.ThrowsAsync<IndexException>(() => library.Library.SearchAsync("beehive"));
        Assert.Equal((IndexFault.OtherFormat, "schema version 1"), (refused.Fault, refused.Found));
        Assert.Contains("snips index", refused.Message, StringComparison.Ordinal);

        library.Import();

        Assert.Equal(["work"], (await library.Library.FindAsync(First))!.Snip.Tags);
        Assert.Contains("'beehive'", Assert.Single((await library.Library.SearchAsync("beehvie")).Notes), StringComparison.Ordinal);
        await Sound(library);
    }

    [Theory]
    [InlineData("delete from passage where ordinal = 0", "counts")]
    [InlineData("delete from passage; delete from posting", "counts")]
    [InlineData("delete from embedding", "vectors")]
    [InlineData("update embedding set components = components + components", "vectors")]
    [InlineData("update library set vectors = 99", "vectors")]
    [InlineData("drop index passage_words, snip_prefix", "indexes")]
    public async Task A_repair_makes_good_what_the_doctor_finds(string damage, string check)
    {
        using var library = Filled();
        var before = await library.Library.SearchAsync("beehive in winter");
        library.Sql(damage);

        var found = (await library.Library.CheckAsync()).Where(c => !c.Ok).ToList();
        Assert.Contains(check, found.Select(c => c.Name));
        Assert.All(found, c => Assert.True(c.IsMendable, c.Message));
        var report = Editor(library).Repair();

        Assert.Equal((2, 0, 0), (report.Snips, report.Lost, report.Pending));
        await Sound(library);
        var after = await library.Library.SearchAsync("beehive in winter");
        Assert.Equal(before.Hits.Select(h => (h.Snip.Id, Math.Round(h.Score, 5))), after.Hits.Select(h => (h.Snip.Id, Math.Round(h.Score, 5))));
        Assert.Contains("'beehive'", Assert.Single((await library.Library.SearchAsync("beehvie")).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_text_that_cannot_be_read_is_kept_aside_and_the_rest_is_whole()
    {
        using var library = Filled();
        library.Sql("update snip set record = '\\xdeadbeef' where id = $1", First);

        Assert.Contains("records", (await library.Library.CheckAsync()).Where(c => !c.Ok).Select(c => c.Name));
        var report = Editor(library).Repair();

        Assert.Equal((1, 1), (report.Snips, report.Lost));
        Assert.Contains(First, Assert.Single(report.SetAside), StringComparison.Ordinal);
        Assert.Equal("deadbeef", library.Sql("select encode(decode(content, 'base64'), 'hex') from kept_file where name = $1", $"damaged/{First}"));
        await Sound(library);
        library.Export("again.md", Speeches("The beehive stays warm in winter because the bees shiver.", "A glacier is a river of ice.").Text);
        library.Import();
        Assert.NotNull(await library.Library.FindAsync(First));
    }

    [Fact]
    public void What_is_embedded_stands_in_the_order_of_its_keys_whichever_snips_they_are_of()
    {
        using var library = new TestLibrary();
        library.Export("a.md", Speeches("The beehive stays warm in winter.", "A glacier is a river of ice.", "Lava cools slowly.").Text);
        using var store = library.Write();
        PostgresImport.Import(store, [library.Exports], new ImportOptions { SkipEmbedding = true });
        ISnipStore writer = store;
        var keys = writer.FindPending();
        var byKey = keys.Zip(writer.ReadInputs(keys)).ToDictionary();
        Assert.True(keys.Count > 3);

        UInt128[] mixed = [.. keys.Where((_, i) => i % 2 == 0), .. keys.Where((_, i) => i % 2 == 1).Reverse()];

        Assert.Equal(mixed.Select(k => byKey[k]), writer.ReadInputs(mixed));
        Assert.Equal(keys.Count, byKey.Values.Distinct().Count());
    }

    [Fact]
    public void Favourites_are_embedded_first()
    {
        using var library = new TestLibrary();
        library.Export("a.md", Speeches("The beehive stays warm in winter.", "A glacier is a river of ice.", "Lava cools slowly.").Text);
        using (var store = library.Write()) PostgresImport.Import(store, [library.Exports], new ImportOptions { SkipEmbedding = true });
        Editor(library).Mark(Exports.IdOf(3), new MarkChange { Favourite = true });
        using ISnipStore writer = library.Write();

        Assert.Contains("Lava", writer.ReadInputs([writer.FindPending()[0]])[0], StringComparison.Ordinal);
    }

    private static PostgresEditor Editor(TestLibrary library) => new(library.Address, TestLibrary.Tiny);

    private static TestLibrary Filled()
    {
        var library = new TestLibrary();
        library.Import(Speeches("The beehive stays warm in winter because the bees shiver.", "A glacier is a river of ice."));
        return library;
    }

    private static (string Name, string Text) Speeches(params string[] speeches) => Exports.Episode("Hives", "Bees", 1, speeches);

    private static async Task Sound(TestLibrary library) =>
        Assert.All(await library.Library.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
}
