using Npgsql;
using SemanticSnips.Conformance;
using SemanticSnips.Indexing;

namespace SemanticSnips.Postgres.Tests;

/// <summary>What happens when the server, another writer or the caller gets in the way.</summary>
public sealed class PostgresFaultTests
{
    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        var nowhere = PostgresAddress.Parse("postgres://ann@127.0.0.1:1/snips?connect_timeout=2");
        using var library = new PostgresLibrary(nowhere, TestLibrary.Tiny);

        var refused = await Assert.ThrowsAsync<IndexException>(() => library.SearchAsync("winter"));

        Assert.Equal((IndexFault.Unreachable, "postgres://127.0.0.1:1/snips"), (refused.Fault, refused.Place));
        Assert.Equal(IndexFault.Unreachable, Assert.Throws<IndexException>(() => PostgresStore.Open(nowhere, TestLibrary.Tiny)).Fault);
        Assert.Equal(IndexFault.Unreachable, Assert.Single(await library.CheckAsync()).Fault);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, IndexFault.NotWritable)]
    [InlineData(PostgresErrorCodes.AdminShutdown, IndexFault.Unreachable)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, IndexFault.NotWritable)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, IndexFault.NotWritable)]
    [InlineData(PostgresErrorCodes.SerializationFailure, IndexFault.Locked)]
    [InlineData(PostgresErrorCodes.InvalidPassword, IndexFault.Unreachable)]
    [InlineData(PostgresErrorCodes.DataCorrupted, IndexFault.Damaged)]
    [InlineData(PostgresErrorCodes.UndefinedColumn, IndexFault.OtherFormat)]
    public void What_a_server_refuses_is_a_fault_of_the_library(string state, IndexFault fault)
    {
        var address = PostgresAddress.Parse("postgres://db.example/snips");

        var refused = PostgresFaults.Of(address, new PostgresException("no such luck", "ERROR", "ERROR", state))!;

        Assert.Equal((fault, address.Place), (refused.Fault, refused.Place));
        Assert.Contains("no such luck", fault == IndexFault.Locked ? "no such luck" : refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_broke_between_two_searches_is_made_anew()
    {
        using var library = Filled();
        await library.Library.SearchAsync("beehive");

        Terminate(library);

        Assert.NotEmpty((await library.Library.SearchAsync("beehive")).Hits);
    }

    [Fact]
    public async Task A_writer_that_is_cut_off_leaves_the_last_commit_and_the_next_import_goes_on()
    {
        using var library = Filled();
        library.Export("b.md", Exports.Episode("Glaciers", "Old ice", 0x11, "A glacier moves in winter too, only slower.").Text);
        using (var store = library.Write())
        {
            ISnipStore writer = store;
            _ = writer.ReadStates();
            store.Put(SnipRecord.Of(
                [new Snip { Id = "lost", Source = "test", Episode = new Episode { Title = "Lost" }, Turns = [new Turn("Ann", "Nobody hears this.")] }]));
            Terminate(library);
            var refused = Assert.Throws<IndexException>(() => writer.Commit(writer.Sources));
            Assert.Equal(IndexFault.Unreachable, refused.Fault);
        }

        Assert.Equal(1, (await library.Library.StatusAsync()).Snips);
        Assert.Equal(1, library.Import().New);
        Assert.Equal((2, 0), ((await library.Library.StatusAsync()).Snips, (await library.Library.StatusAsync()).Pending));
        Assert.All(await library.Library.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
    }

    [Fact]
    public void Two_writers_of_the_same_source_do_not_write_at_once()
    {
        using var library = Filled();
        using var first = library.Write();
        using (var second = library.Write())
        {
            second.Claim([library.Exports]);
            Assert.Equal(IndexFault.Locked, Assert.Throws<IndexException>(() => PostgresImport.Import(first, [library.Exports])).Fault);
        }

        // Whoever is gone, killed or not, has let go.
        WaitUntil(() => Record.Exception(() => first.Claim([library.Exports])) is null);
    }

    [Fact]
    public void A_commit_that_would_write_over_what_another_has_changed_is_refused_whole()
    {
        using var library = Filled();
        using var late = library.Write();
        ISnipStore writer = late;
        _ = writer.ReadStates();
        library.Import(Exports.Episode("Hives", "Bees", 1, "The beehive was painted blue."));

        late.Put(SnipRecord.Of([Speech(Exports.IdOf(1), "The beehive was painted red.")]));
        late.Put(SnipRecord.Of([Speech("other", "Something else.")]));
        var refused = Assert.Throws<IndexException>(() => writer.Commit(writer.Sources));

        Assert.Equal((IndexFault.Locked, Exports.IdOf(1)), (refused.Fault, refused.Found));
        Assert.Equal(1L, library.Sql("select count(*) from snip"));
    }

    [Fact]
    public async Task Writers_of_different_sources_work_at_once_and_lose_nothing()
    {
        using var library = Filled();
        var folders = Enumerable.Range(0, 3).Select(i => Directory.CreateDirectory(Path.Combine(library.Exports, $"part{i}")).FullName).ToList();
        for (var i = 0; i < folders.Count; i++)
        {
            var speeches = Enumerable.Range(0, 20).Select(n => $"Speech {i} {n} about glaciers and lava.").ToArray();
            File.WriteAllText(Path.Combine(folders[i], "a.md"), Exports.Episode($"Show {i}", $"Episode {i} of many", 0x1000 * (i + 1), speeches).Text);
        }

        var reports = await Task.WhenAll(folders.Select(f => Task.Run(() =>
        {
            using var store = library.Write();
            return PostgresImport.Import(store, [f]);
        })));

        Assert.All(reports, r => Assert.Equal((20, false), (r.New, r.Stopped)));
        var status = await library.Library.StatusAsync();
        Assert.Equal((61, 0), (status.Snips, status.Pending));
        Assert.Equal(folders.Append(library.Exports).Order(StringComparer.Ordinal), status.Roots);
        Assert.All(await library.Library.CheckAsync(), c => Assert.True(c.Ok, $"{c.Name}: {c.Message}"));
    }

    [Fact]
    public async Task Tables_of_a_later_version_are_refused_by_readers_and_writers()
    {
        using var library = Filled();
        library.Sql("update library set version = 99");

        var read = await Assert.ThrowsAsync<IndexException>(() => library.Library.SearchAsync("winter"));
        var write = Assert.Throws<IndexException>(() => library.Write());

        var expected = (IndexFault.OtherFormat, "schema version 99", $"schema version {Schema.Version}");
        Assert.All([read, write], e => Assert.Equal(expected, (e.Fault, e.Found, e.Expected)));
    }

    [Fact]
    public async Task A_role_without_rights_is_told_so_and_changes_nothing()
    {
        using var library = Filled();
        var role = library.Address.Schema + "_reader";
        library.Sql($"create role {role} login; grant usage on schema {library.Address.Schema} to {role}");
        try
        {
            var address = PostgresAddress.Parse(library.Address.Argument.Replace("://postgres@", $"://{role}@", StringComparison.Ordinal));
            using var reader = new PostgresLibrary(address, TestLibrary.Tiny);
            Assert.Equal(IndexFault.NotWritable, (await Assert.ThrowsAsync<IndexException>(() => reader.SearchAsync("winter"))).Fault);

            library.Sql($"grant select on all tables in schema {library.Address.Schema} to {role}");
            Assert.NotEmpty((await reader.SearchAsync("winter")).Hits);
            using var store = PostgresStore.Open(address, TestLibrary.Tiny);
            store.Put(SnipRecord.Of([Speech("other", "Something else.")]));
            var refused = Assert.Throws<IndexException>(() => ((ISnipStore)store).Commit(((ISnipStore)store).Sources));
            Assert.Equal(IndexFault.NotWritable, refused.Fault);
        }
        finally
        {
            library.Sql($"drop owned by {role}; drop role {role}");
        }

        Assert.Equal(1L, library.Sql("select count(*) from snip"));
    }

    [Fact]
    public async Task Cancelling_ends_what_the_server_does()
    {
        using var library = Filled();
        await library.Library.SearchAsync("winter");
        await using var source = library.Address.CreateSource();
        await using var blocker = await source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        blocker.Run("lock table posting in access exclusive mode");
        using var cancelled = new CancellationTokenSource();

        var search = library.Library.SearchAsync("winter", cancellationToken: cancelled.Token);
        WaitUntil(() => Waiting() == 1);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
        WaitUntil(() => Waiting() == 0);

        long Waiting() => (long)library.Sql(
            "select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'posting' and c.relnamespace = $1::regnamespace and " +
                "not l.granted",
            library.Address.Schema)!;
    }

    [Fact]
    public async Task A_rebuild_takes_another_models_vectors_away_and_keeps_the_snips()
    {
        using var library = Filled();
        library.Sql("update library set manifest = replace(manifest, $1, $2)", TestLibrary.Tiny.Card.Sha256, new string('0', 64));
        Assert.Equal(IndexFault.OtherModel, Assert.Throws<IndexException>(() => library.Write()).Fault);

        using (PostgresStore.Open(library.Address, TestLibrary.Tiny, rebuild: true))
        {
        }

        Assert.Equal((1, library.Sql("select passages from library")),
            ((await library.Library.StatusAsync()).Snips, (await library.Library.StatusAsync()).Pending));
        library.Import();
        Assert.Equal(0, (await library.Library.StatusAsync()).Pending);
    }

    private static TestLibrary Filled()
    {
        var library = new TestLibrary();
        library.Import(Exports.Episode("Hives", "Bees", 1, "The beehive stays warm in winter because the bees shiver."));
        return library;
    }

    private static Snip Speech(string id, string speech) =>
        new() { Id = id, Source = "test", Episode = new Episode { Title = $"The episode of {id}" }, Turns = [new Turn("Ann", speech)] };

    /// <summary>Ends the connections that use a library's schema, as a server does that goes down.</summary>
    private static void Terminate(TestLibrary library) => library.Sql(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()", library.Address.Schema);

    private static void WaitUntil(Func<bool> condition)
    {
        for (var i = 0; i < 300; i++)
        {
            if (condition()) return;
            Thread.Sleep(100);
        }

        Assert.Fail("It did not come about.");
    }
}
