using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What the engines and the system refuse, as faults of the index.</summary>
internal static class IndexFaults
{
    public static IndexException Of(string folder, KeywordIndexException e)
    {
        // Vectors are made of what was committed.
        if (e.Fault == KeywordFault.Interrupted && VectorFiles.Any(folder))
        {
            return new IndexException(
                IndexFault.Damaged, $"The index in '{folder}' has vectors, but the commit that they belong to is not there.", e)
            { Place = folder };
        }

        var fault = e.Fault switch
        {
            KeywordFault.Missing or KeywordFault.Interrupted => IndexFault.Missing,
            KeywordFault.Damaged => IndexFault.Damaged,
            KeywordFault.Unreadable => IndexFault.Unreadable,
            KeywordFault.NotWritable => IndexFault.NotWritable,
            KeywordFault.Locked => IndexFault.Locked,
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.Fault, "There is no such fault."),
        };
        return new IndexException(fault, fault == IndexFault.Missing && e.Fault == KeywordFault.Missing
            ? $"There is no index in '{folder}'." : e.Message, e)
        { Place = folder };
    }

    public static IndexException Damaged(VectorFormatException e) => new(IndexFault.Damaged, e.Message, e) { Place = e.Path };

    public static IndexException Unreadable(string folder, Exception e) =>
        new(IndexFault.Unreadable, $"The system does not let the index in '{folder}' be read: {e.Message}", e) { Place = folder };

    public static IndexException NotWritable(string folder, Exception e) =>
        new(IndexFault.NotWritable, $"The index in '{folder}' cannot be written: {e.Message}", e) { Place = folder };

    /// <summary>Runs what reads an index.</summary>
    /// <exception cref="IndexException">It is damaged, or the system refuses.</exception>
    public static T Reading<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KeywordIndexException e)
        {
            throw Of(folder, e);
        }
        catch (VectorFormatException e)
        {
            throw Damaged(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, e);
        }
    }

    /// <summary>Runs what writes an index.</summary>
    /// <exception cref="IndexException">It is damaged, or the system refuses.</exception>
    public static T Writing<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (KeywordIndexException e)
        {
            throw Of(folder, e);
        }
        catch (VectorFormatException e)
        {
            throw Damaged(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }
    }

    /// <inheritdoc cref="Writing{T}"/>
    public static void Writing(string folder, Action write) => Writing(folder, () =>
    {
        write();
        return true;
    });
}
