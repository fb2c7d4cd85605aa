namespace SemanticSnips.Evaluation;

/// <summary>The box that a plot is drawn in: its margins, the values at its edges, and its grid.</summary>
/// <param name="Width">Of the whole drawing, in units of about a pixel.</param>
/// <param name="Height">Of the whole drawing.</param>
/// <param name="Left">Margin.</param>
/// <param name="Right">Margin.</param>
/// <param name="Top">Margin.</param>
/// <param name="Bottom">Margin.</param>
internal sealed record PlotFrame(double Width, double Height, double Left, double Right, double Top, double Bottom)
{
    private const double Hair = 1e-9;

    /// <summary>The values at the left and right edge.</summary>
    public (double From, double To) Across { get; init; } = (0, 1);

    /// <summary>The values at the bottom and top edge.</summary>
    public (double From, double To) Up { get; init; } = (0, 1);

    public double Floor => Height - Bottom;

    public double RightEdge => Width - Right;

    public Html ViewBox => $"viewBox=\"0 0 {Width} {Height}\"";

    public double X(double value) => Left + ((value - Across.From) / (Across.To - Across.From) * (RightEdge - Left));

    public double Y(double value) => Floor - ((value - Up.From) / (Up.To - Up.From) * (Floor - Top));

    /// <summary>Round values from the one edge to the other, some five.</summary>
    public static IReadOnlyList<double> Ticks((double From, double To) range, int about = 5)
    {
        var rough = (range.To - range.From) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(s => s >= rough - Hair);
        var first = Math.Ceiling((range.From / step) - Hair);
        return [.. Enumerable.Range(0, 1 + (int)Math.Floor(((range.To - (first * step)) / step) + Hair)).Select(i => Math.Round((first + i) * step, 10))];
    }

    /// <summary>A range around values that begins and ends on a tick; never empty.</summary>
    public static (double From, double To) Around(IEnumerable<double> values, double least = 0.02)
    {
        double[] all = [.. values];
        var (low, high) = (all.Min(), all.Max());
        var pad = Math.Max(least - (high - low), (high - low) * 0.1) / 2;
        var step = Ticks((low - pad, high + pad)) is [var a, var b, ..] ? b - a : least;
        return (Math.Floor(((low - pad) / step) + Hair) * step, Math.Ceiling(((high + pad) / step) - Hair) * step);
    }

    /// <summary>Level lines with their values at the left.</summary>
    public Html Levels(IEnumerable<double> values, string format) => Join(values.Select(at => (Html)$"""
        <line class="grid" x1="{Left}" x2="{RightEdge}" y1="{Y(at):0.#}" y2="{Y(at):0.#}"/><text class="end" x="{Left - 8}" y="{Y(at) + 4:0.#}">{Text(at,
            format)}</text>

        """));

    /// <summary>Upright lines with their values below.</summary>
    public Html Uprights(IEnumerable<double> values, string format) => Join(values.Select(at => (Html)$"""
        <line class="grid" x1="{X(at):0.#}" x2="{X(at):0.#}" y1="{Top}" y2="{Floor}"/><text class="mid" x="{X(at):0.#}" y="{Floor + 18:0.#}">{Text(at,
            format)}</text>

        """));

    /// <summary>What the axes measure: below, and upright at the left.</summary>
    public Html Names(string across, string up) => $"""
        <text class="mid" x="{(Left + RightEdge) / 2:0.#}" y="{Height - 6}">{across}</text>
        <text class="mid" transform="translate(12 {(Top + Floor) / 2:0.#}) rotate(-90)">{up}</text>
        """;

    /// <summary>A line through points.</summary>
    public Html Line(string kind, IEnumerable<(double X, double Y)> points) =>
        $"<polyline class=\"{kind}\" points=\"{string.Join(' ', points.Select(p => FormattableString.Invariant($"{X(p.X):0.#},{Y(p.Y):0.#}")))}\"/>";

    private static Html Join(IEnumerable<Html> parts) => $"{parts}";

    private static string Text(double value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
