using System.Text;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class MojibakeRepairTests
{
    /// <summary>What real exports and their copies hold, by code page.</summary>
    [Theory]
    [InlineData("πŸ“š", "📚")]
    [InlineData("ðŸ“š", "📚")]
    [InlineData("đź“š", "📚")]
    [InlineData("рџ“љ", "📚")]
    [InlineData("ğŸ“š", "📚")]
    [InlineData("ðŸŽ§", "🎧")]
    [InlineData("đźŽ§", "🎧")]
    [InlineData("рџЋ§", "🎧")]
    [InlineData("πŸŽ§", "🎧")]
    [InlineData("ðŸ’¬", "💬")]
    [InlineData("đź’¬", "💬")]
    [InlineData("рџ’¬", "💬")]
    [InlineData("πŸ’¬", "💬")]
    [InlineData("âœ¨", "✨")]
    [InlineData("βœ¨", "✨")]
    [InlineData("âś¨", "✨")]
    [InlineData("вњЁ", "✨")]
    [InlineData("â\u00AD\u0090", "⭐")]
    [InlineData("â€™", "’")]
    [InlineData("â€œ", "“")]
    [InlineData("â€“", "–")]
    [InlineData("β€™", "’")]
    [InlineData("β€œ", "“")]
    [InlineData("Ã©", "é")]
    [InlineData("ï¿½", "\uFFFD")]
    public void A_known_span_is_restored(string broken, string whole)
    {
        Assert.Equal($"🎧 {whole} Transcript", MojibakeRepair.Repair($"🎧 {broken} Transcript", out var spans));
        Assert.Equal(1, spans);
    }

    [Theory]
    [InlineData("« Voilà un café\u00A0» dit-elle…”")]
    [InlineData("“AMANHÔ – MENÜ” – É… ÄÖÜ”")]
    [InlineData("СССР» и «в “Правде”» — р“…")]
    [InlineData("Ελληνικά: «ΜΠΑΛΑ» π’ β”")]
    [InlineData("đi đâu? ğ “š” Íslensk ð…”")]
    [InlineData("10×² 3×… ½ 20 °C")]
    [InlineData("voilâ…” 中文，标点")]
    [InlineData("🎧 📚 plain")]
    public void Healthy_text_stays_as_it_is(string text)
    {
        Assert.Same(text, MojibakeRepair.Repair(text, out var spans));
        Assert.Equal(0, spans);
    }

    [Fact]
    public void Adjacent_characters_are_one_span()
    {
        Assert.Equal("你好，世界 and Привет", MojibakeRepair.Repair(DoublyEncode("你好，世界 and Привет"), out var spans));
        Assert.Equal(2, spans);
    }

    [Fact]
    public void A_span_cut_at_the_end_stays() => Assert.Equal("ab ðŸ“", MojibakeRepair.Repair("ab ðŸ“", out _));

    private static string DoublyEncode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(Cp1252.ToChar));
}
