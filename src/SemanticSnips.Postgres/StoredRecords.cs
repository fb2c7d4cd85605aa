using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>The stored records of a library, some hundred at a time, by number.</summary>
internal static class StoredRecords
{
    private const int PerTrip = 500;

    /// <summary>Those that follow a number; none at the end.</summary>
    /// <param name="connection">Stays the caller's.</param>
    /// <param name="after">-1 for the first ones.</param>
    /// <param name="before">Where to stop.</param>
    public static List<(int Number, string Id, byte[] Record)> Next(NpgsqlConnection connection, int after, int before = int.MaxValue) => connection.Rows(
        "select number, id, record from snip where number > $1 and number < $2 order by number limit $3",
        row => (Number: row.GetInt32(0), Id: row.GetString(1), Record: row.GetFieldValue<byte[]>(2)), after, before, PerTrip);

    /// <summary>All of them, in pages.</summary>
    /// <inheritdoc cref="Next"/>
    public static IEnumerable<List<(int Number, string Id, byte[] Record)>> Pages(NpgsqlConnection connection, int before = int.MaxValue)
    {
        for (var page = Next(connection, -1, before); page.Count > 0; page = Next(connection, page[^1].Number, before)) yield return page;
    }
}
