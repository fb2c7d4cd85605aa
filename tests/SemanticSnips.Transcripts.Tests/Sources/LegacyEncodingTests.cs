using System.Text;
using SemanticSnips.Transcripts.Formats;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class LegacyEncodingTests
{
    [Theory]
    [InlineData("windows-1251", "Сегодня мы говорим о старых мостах. Они держатся на деревянных клиньях.")]
    [InlineData("koi8-r", "Сегодня мы говорим о старых мостах. Они держатся на деревянных клиньях.")]
    [InlineData("gb18030", "今天我们谈谈古老的桥梁。它们靠木楔支撑了三百年。")]
    [InlineData("shift_jis", "今日は古い橋について話します。橋は木のくさびで支えられています。")]
    [InlineData("windows-1250", "Dnes mluvíme o starých mostech. Drží je dřevěné klíny, už tři sta let.")]
    [InlineData("windows-1252", "Aujourd’hui, nous parlons des vieux ponts. Ils tiennent grâce à des coins en bois.")]
    public void A_text_of_before_UTF8_is_read_and_said_to_be_one(string encoding, string text)
    {
        var log = new ReadLog("file");

        Assert.Equal(text, TextDecoder.Decode(CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text), log));
        Assert.Single(log.Warnings);
    }
}
