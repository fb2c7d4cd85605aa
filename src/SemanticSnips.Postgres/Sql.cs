using System.Buffers.Binary;
using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>Short forms of what every statement needs.</summary>
internal static class Sql
{
    /// <summary>Runs a statement.</summary>
    /// <returns>Rows that it changed.</returns>
    public static int Run(this NpgsqlConnection connection, string statement, object? first = null, params object[] more)
    {
        using var command = connection.Command(statement, first, more);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null where there is no row.</summary>
    public static object? Scalar(this NpgsqlConnection connection, string statement, object? first = null, params object[] more)
    {
        using var command = connection.Command(statement, first, more);
        return command.ExecuteScalar();
    }

    /// <summary>Every row.</summary>
    public static List<T> Rows<T>(
        this NpgsqlConnection connection, string statement, Func<NpgsqlDataReader, T> read, object? first = null, params object[] more)
    {
        using var command = connection.Command(statement, first, more);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }

    /// <summary>A value that may be missing.</summary>
    public static T? Or<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    /// <summary>A text that may be missing.</summary>
    public static string? TextOr(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A content key as the server keeps it.</summary>
    public static Guid ToGuid(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A content key from the server.</summary>
    public static UInt128 ToKey(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Milliseconds from the server as a time.</summary>
    public static TimeSpan? TimeOr(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(row.GetInt64(column));

    private static NpgsqlCommand Command(this NpgsqlConnection connection, string statement, object? first, object[] more)
    {
        // The first value stands apart: an array that is one value would be taken for the values.
        var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        foreach (var value in first is null ? more : more.Prepend(first)) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
