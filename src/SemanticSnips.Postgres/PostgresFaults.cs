using System.Net.Sockets;
using Npgsql;

namespace SemanticSnips.Postgres;

/// <summary>What a server refuses, as a fault of the library: what was found, where, and what is expected.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether a transaction may be tried again: the server ended it for the sake of another, and nothing of it is there.</summary>
    public static bool MayRetry(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whether the server or the way to it broke off; what only reads may be asked again.</summary>
    public static bool IsBroken(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is ['5', '7', 'P', ..],
        NpgsqlException e => e.InnerException is IOException or SocketException,
        _ => false,
    };

    /// <summary>The library's fault behind an exception of the driver; null where it is none of the server's.</summary>
    public static IndexException? Of(PostgresAddress address, Exception exception)
    {
        var place = address.Place;
        return exception switch
        {
            PostgresException e => Of(place, address.Schema, e),
            NpgsqlException { InnerException: TimeoutException } e => Fault(IndexFault.Unreachable, $"The server of '{place}' did not answer in time."),
            NpgsqlException e => Fault(IndexFault.Unreachable, $"The server of '{place}' cannot be reached, or the connection broke: {Innermost(e).Message}"),
            SocketException or TimeoutException => Fault(IndexFault.Unreachable, $"The server of '{place}' cannot be reached: {exception.Message}"),
            _ => null,
        };

        IndexException Fault(IndexFault fault, string message) => new(fault, message, exception) { Place = place };
    }

    /// <summary>Runs something; what the server refuses in it comes out as a fault of the library.</summary>
    /// <exception cref="IndexException">The server refuses or is gone.</exception>
    public static T Told<T>(PostgresAddress address, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is not IndexException && Of(address, e) is not null)
        {
            throw Of(address, e)!;
        }
    }

    private static IndexException Of(string place, string schema, PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName =>
            Fault(place, e, IndexFault.Missing, $"There is no library in '{place}', or the role that snips uses may not see it: {e.MessageText}."),
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedObject =>
            Fault(place, e, IndexFault.OtherFormat,
                $"The tables of '{place}' are not those of this version of snips, or the extension is too old: {e.MessageText}."),
        PostgresErrorCodes.InsufficientPrivilege =>
            Fault(place, e, IndexFault.NotWritable,
                $"The role that snips uses has no right to do this in '{place}': {e.MessageText}.", $"rights on the schema {schema}"),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            Fault(place, e, IndexFault.NotWritable, $"The server of '{place}' only reads, as a replica does: {e.MessageText}.", "the primary server"),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources =>
            Fault(place, e, IndexFault.NotWritable, $"The server of '{place}' has no room left; nothing of this commit was kept: {e.MessageText}."),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            Fault(place, e, IndexFault.Locked, $"Other writers of '{place}' were in the way again and again; nothing of this commit was kept."),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            Fault(place, e, IndexFault.Damaged, $"The server of '{place}' found damaged data: {e.MessageText}."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            Fault(place, e, IndexFault.Unreachable, $"The server of '{place}' refuses the role: {e.MessageText}.",
                "a password in PGPASSWORD, ~/.pgpass or a service file"),
        PostgresErrorCodes.TooManyConnections =>
            Fault(place, e, IndexFault.Unreachable, $"The server of '{place}' takes no more connections: {e.MessageText}."),
        ['5', '7', 'P', ..] or ['0', '8', ..] =>
            Fault(place, e, IndexFault.Unreachable, $"The server of '{place}' ended the connection: {e.MessageText}."),
        _ => Fault(place, e, IndexFault.Unreadable, $"The server of '{place}' refused ({e.SqlState}): {e.MessageText}."),
    };

    private static IndexException Fault(string place, Exception inner, IndexFault fault, string message, string? expected = null) =>
        new(fault, message, inner) { Place = place, Expected = expected };

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e;
    }
}
