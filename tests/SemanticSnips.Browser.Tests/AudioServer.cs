using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SemanticSnips.Browser.Tests;

/// <summary>Two minutes of a tone, served in the ranges that seeking needs.</summary>
internal sealed class AudioServer : IDisposable
{
    private const int Seconds = 120;
    private const int Rate = 8_000;

    private HttpListener? _audio;

    /// <summary>Begins; returns the recording's address.</summary>
    public string Start()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            _audio = new HttpListener { Prefixes = { address } };
            _audio.Start();
            _ = Task.Run(() => AnswerAsync(_audio, Tone()));
            return address + "talk.wav";
        }
    }

    public void Dispose() => _audio?.Close();

    private static async Task AnswerAsync(HttpListener listener, byte[] tone)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                var range = context.Request.Headers["Range"] is { } asked ? asked["bytes=".Length..].Split('-') : null;
                var from = range is null ? 0 : int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture);
                context.Response.ContentType = "audio/wav";
                context.Response.AddHeader("Accept-Ranges", "bytes");
                if (range is not null)
                {
                    context.Response.StatusCode = 206;
                    context.Response.AddHeader("Content-Range", $"bytes {from}-{tone.Length - 1}/{tone.Length}");
                }

                context.Response.ContentLength64 = tone.Length - from;
                await context.Response.OutputStream.WriteAsync(tone.AsMemory(from));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The browser has what it wanted, or the test has ended.
            }
        }
    }

    private static byte[] Tone()
    {
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav, Encoding.ASCII);
        var samples = Seconds * Rate;
        writer.Write("RIFF"u8);
        writer.Write(36 + samples);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(samples);
        for (var i = 0; i < samples; i++) writer.Write((byte)(128 + (20 * Math.Sin(i * 0.2))));
        return wav.ToArray();
    }
}
