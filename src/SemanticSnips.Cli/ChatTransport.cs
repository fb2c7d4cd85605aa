using System.ClientModel.Primitives;
using System.Net;
using System.Net.Sockets;

namespace SemanticSnips.Cli;

/// <summary>How a chat endpoint is reached: by no way that the user did not name, and with a bound on what comes back.</summary>
internal static class ChatTransport
{
    private const int MaxReplyBytes = 4 << 20;

    /// <summary>A client for one address: no redirects, no proxy to this machine, and what is called this machine is this machine.</summary>
    public static HttpClient ClientFor(Uri address)
    {
        // No redirects: the passages go where the user said and nowhere else.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (address.IsLoopback)
        {
            // A proxy would carry the key and the passages in the clear to another machine, and so would a name server that calls one "localhost".
            sockets.UseProxy = false;
            sockets.ConnectCallback = ConnectToThisMachine;
        }

        return new HttpClient(new Bounded(sockets)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectToThisMachine(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[i], context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>Reads each reply whole, as far as it may be long; the client's reader gets it from memory.</summary>
    private sealed class Bounded(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                var reply = new ByteArrayContent(await Read(response.Content, cancellationToken).ConfigureAwait(false));
                foreach (var header in response.Content.Headers) reply.Headers.TryAddWithoutValidation(header.Key, header.Value);
                response.Content = reply;
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        private static async Task<byte[]> Read(HttpContent content, CancellationToken cancellationToken)
        {
            using var reply = new MemoryStream();
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var buffer = new byte[16384];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (reply.Length + count > MaxReplyBytes) throw new ReplyTooLongException();
                reply.Write(buffer, 0, count);
            }

            return reply.ToArray();
        }
    }

    /// <summary>The client wants a key, and tells of the machine that it runs on: neither is sent where nobody asked for it.</summary>
    internal sealed class Discreet(HttpClient http, bool hasKey) : HttpClientPipelineTransport(http)
    {
        protected override void OnSendingRequest(PipelineMessage message, HttpRequestMessage httpRequest)
        {
            if (!hasKey) httpRequest.Headers.Authorization = null;
            foreach (var name in httpRequest.Headers.Select(h => h.Key).Where(n => n.StartsWith("X-Stainless-", StringComparison.OrdinalIgnoreCase)).ToList())
                httpRequest.Headers.Remove(name);
            httpRequest.Headers.UserAgent.Clear();
            httpRequest.Headers.UserAgent.ParseAdd("snips");
        }
    }
}

/// <summary>An endpoint sends more than any answer takes.</summary>
internal sealed class ReplyTooLongException() : IOException("The reply is longer than 4 MB.");
