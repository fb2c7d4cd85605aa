using System.Globalization;

namespace SemanticSnips.Benchmarks;

/// <summary>Options with a number, and what stands besides them.</summary>
internal sealed record Options(IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<string> Rest)
{
    /// <summary>Reads <c>--NAME NUMBER</c>; null where an option is another or has no number.</summary>
    public static Options? Read(string[] args, params string[] names)
    {
        var (numbers, rest) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                rest.Add(args[i]);
                continue;
            }

            var name = args[i][2..];
            if (!names.Contains(name) || ++i == args.Length || !double.TryParse(args[i], CultureInfo.InvariantCulture, out var number)) return null;
            numbers[name] = number;
        }

        return new Options(numbers, rest);
    }

    public double Number(string name, double otherwise) => Numbers.GetValueOrDefault(name, otherwise);
}
