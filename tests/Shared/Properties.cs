using CsCheck;

namespace SemanticSnips.Testing;

/// <summary>Checks properties on drawn cases, the same ones in every run; a case that fails is shrunk and shown as CsCheck does.</summary>
internal static class Properties
{
    private const ulong Seed = 2024;

    /// <summary>Checks the property on <paramref name="iter"/> cases.</summary>
    public static void ForAll<T>(this Gen<T> cases, Action<T> property, int iter = 100)
    {
        for (var i = 0; i < iter; i++)
        {
            var random = new PCG((uint)i, Seed);
            var state = random.ToString();
            var drawn = cases.Generate(random, null, out _);
            try
            {
                property(drawn);
            }
            catch (Exception)
            {
                cases.Sample(property, seed: state, iter: 1000);
                throw;
            }
        }
    }

    /// <summary>Checks that the property is true of <paramref name="iter"/> cases.</summary>
    public static void ForAll<T>(this Gen<T> cases, Func<T, bool> property, int iter = 100) => cases.ForAll(drawn => Assert.True(property(drawn)), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, int)"/>
    public static void ForAll<T1, T2>(this Gen<(T1, T2)> cases, Action<T1, T2> property, int iter = 100) => cases.ForAll(c => property(c.Item1, c.Item2), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Func{T, bool}, int)"/>
    public static void ForAll<T1, T2>(this Gen<(T1, T2)> cases, Func<T1, T2, bool> property, int iter = 100) =>
        cases.ForAll(c => property(c.Item1, c.Item2), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, int)"/>
    public static void ForAll<T1, T2, T3>(this Gen<(T1, T2, T3)> cases, Action<T1, T2, T3> property, int iter = 100) =>
        cases.ForAll(c => property(c.Item1, c.Item2, c.Item3), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, int)"/>
    public static void ForAll<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> cases, Action<T1, T2, T3, T4> property, int iter = 100) =>
        cases.ForAll(c => property(c.Item1, c.Item2, c.Item3, c.Item4), iter);

    /// <inheritdoc cref="ForAll{T}(Gen{T}, Action{T}, int)"/>
    public static void ForAll<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> cases, Action<T1, T2, T3, T4, T5> property, int iter = 100) =>
        cases.ForAll(c => property(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5), iter);
}
