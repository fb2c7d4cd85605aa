using SemanticSnips.Benchmarks;

switch (args)
{
    case ["library", "write", var folder, var vocabulary]:
        SyntheticLibrary.Write(folder, vocabulary);
        return 0;
    case ["library", "read", var folder]:
        SyntheticLibrary.MeasureReading(folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: library write FOLDER VOCABULARY | library read FOLDER");
        return 2;
}
