using System.Net;

namespace SemanticSnips.Web;

/// <summary>Where a server listens, and whom it lets in.</summary>
public sealed record ServerOptions
{
    /// <summary>The port where none is named.</summary>
    public const int DefaultPort = 7647;

    /// <summary>Where to listen. Another address than loopback needs <see cref="Token"/> and <see cref="AllowedHosts"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 1 to 65535; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Names by which the server may be addressed besides those of loopback, without a port.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>What each caller must show; null for nothing, which loopback alone allows.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Whether <c>/mcp</c> offers <c>search</c> and <c>fetch</c> as ChatGPT's connectors want them.</summary>
    public bool ChatGpt { get; init; }

    /// <summary>Whether an import runs beside the server; null where none ever does. Called from any thread.</summary>
    public Func<bool>? IsImporting { get; init; }

    /// <summary>Keeps what a person tags, stars and notes on the page; null where the page shows that alone.</summary>
    public ISnipMarker? Marker { get; init; }

    /// <summary>Told the server's address once it listens; null for nobody.</summary>
    public Action<Uri>? Listening { get; init; }

    /// <summary>Told what broke inside while a call was answered, which strangers do not learn; from any thread. Null for nobody.</summary>
    public Action<Exception>? Broken { get; init; }

    /// <summary>Whether the address is this machine's own.</summary>
    internal bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Refuses what would open the library to strangers.</summary>
    /// <exception cref="ArgumentException">An option is outside of its range, or another address lacks a token or a name.</exception>
    internal void Validate()
    {
        if (Port is < 0 or > IPEndPoint.MaxPort) throw new ArgumentException($"The port is {Port}; expected 0 to {IPEndPoint.MaxPort}.");
        if (AllowedHosts.FirstOrDefault(h => Uri.CheckHostName(h.Trim('[', ']')) == UriHostNameType.Unknown) is { } wrong)
        {
            throw new ArgumentException($"'{wrong}' is no name of a host; expected one without scheme and port, as in: snips.example.org");
        }

        if (ChatGpt && Token is null) throw new ArgumentException("ChatGPT reaches the server through a tunnel, so everybody can: a token file is needed.");
        if (AllowedHosts.Count > 0 && Token is null)
            throw new ArgumentException("Another name than this machine's own lets others in: a token file is needed.");
        if (IsLoopback) return;
        if (Token is null) throw new ArgumentException($"{Address} can be reached from other machines: a token file is needed.");
        if (AllowedHosts.Count == 0) throw new ArgumentException($"{Address} can be reached from other machines: the name by which they address it is needed.");
    }
}
