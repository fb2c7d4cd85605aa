namespace SemanticSnips.Benchmarks.Micro;

/// <summary>Says how many bytes one operation has to read, for <see cref="ReadRateColumn"/>.</summary>
/// <param name="property">A property of the benchmark's class that gives them, a <see cref="long"/>; may depend on parameters, not on the setup.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadsAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}
