namespace SemanticSnips.Vectors;

/// <summary>Walks all rows in blocks, on several threads.</summary>
internal static class RowScan
{
    /// <summary>Rows a block: a whole number of bitmap words, and a few megabytes of floats, so that handing out a block costs nothing beside scanning
    /// it.</summary>
    public const int BlockRows = 2048;

    /// <summary>Calls <paramref name="scan"/> once a block, with a state that no other thread sees; then <paramref name="merge"/> with each state, one at a
    /// time.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="threads">At most so many threads; 0 for as many as there are cores.</param>
    /// <param name="create">Makes a thread's state.</param>
    /// <param name="scan">Receives the state, the first row of the block and the first row after it.</param>
    /// <param name="merge">Takes in a state after its last block.</param>
    /// <param name="blockRows">Rows a block.</param>
    public static void Run<T>(int rows, int threads, Func<T> create, Action<T, int, int> scan, Action<T> merge, int blockRows = BlockRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var blocks = (int)(((long)rows + blockRows - 1) / blockRows);
        var workers = Math.Min(threads == 0 ? Environment.ProcessorCount : threads, blocks);
        var taken = 0;
        var merging = new Lock();

        void Work(int worker)
        {
            var state = create();
            while (Interlocked.Increment(ref taken) - 1 is var block && block < blocks)
            {
                var first = block * blockRows;
                scan(state, first, Math.Min(first + blockRows, rows));
            }

            lock (merging) merge(state);
        }

        if (workers <= 1) Work(0);
        else Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, Work);
    }
}
