using System.Net;
using Microsoft.AspNetCore.Http;

namespace SemanticSnips.Web;

/// <summary>Lets in only who addresses this server by its own name, from its own page or from no page at all, and, where there is a token, who shows
/// it.</summary>
/// <remarks>
/// Runs before routing, so nothing is reachable around it. The <c>Host</c> check defeats DNS rebinding; <c>Origin</c> and <c>Sec-Fetch-Site</c> keep
/// other sites' pages from asking with the user's browser.
/// </remarks>
internal sealed class HostGuard
{
    /// <summary>Where a person shows the token to the page.</summary>
    public const string TokenPath = "/token";

    private const string Cookie = "snips-token";
    private static readonly TimeSpan CookieAge = TimeSpan.FromDays(30);

    private readonly RequestDelegate _next;
    private readonly HashSet<string> _hosts;
    private readonly AccessToken? _token;

    public HostGuard(RequestDelegate next, ServerOptions options)
    {
        _next = next;
        _token = options.Token;
        _hosts = new HashSet<string>(["localhost", "127.0.0.1", "[::1]", .. options.AllowedHosts.Select(Bracketed)], StringComparer.OrdinalIgnoreCase);
    }

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        SetHeaders(context.Response.Headers);
        if (!IsOurs(request.Host)) return RefuseAsync(context, StatusCodes.Status400BadRequest, "This server does not go by that name.");
        if (!IsOwnOrigin(request)) return RefuseAsync(context, StatusCodes.Status403Forbidden, "Other sites may not ask this server.");
        if (_token is null || Shows(request)) return _next(context);
        if (request.Path == TokenPath && HttpMethods.IsPost(request.Method)) return TakeTokenAsync(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Page.PageFiles.IsPage(request)
            ? Page.PageFiles.WriteAsync(context, "token.html", StatusCodes.Status401Unauthorized)
            : RefuseAsync(context, StatusCodes.Status401Unauthorized, "A token is needed: Authorization: Bearer TOKEN.");
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; media-src 'self' https: http:; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
    }

    private bool IsOurs(HostString host) => host.HasValue && _hosts.Contains(host.Host);

    private static string Bracketed(string host) =>
        IPAddress.TryParse(host, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : host;

    /// <summary>A browser names the page that asks. Following a link here from elsewhere is welcome; asking in the page's place is not.</summary>
    private bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origins && !origins.All(o => IsOwn(o, request))) return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" || (Page.PageFiles.IsPage(request) && request.Headers["Sec-Fetch-Mode"] == "navigate");
    }

    /// <summary>The origin of this server's own page: the same name and port, whatever a tunnel in between makes of the scheme.</summary>
    private bool IsOwn(string? origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && _hosts.Contains(uri.Host) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private bool Shows(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return _token!.Matches(header[Bearer.Length..].Trim());
        return _token!.Matches(request.Cookies[Cookie]);
    }

    /// <summary>Changes the token that a person typed for a cookie that scripts cannot read and other sites cannot send.</summary>
    private async Task TakeTokenAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        var shown = form?["token"].ToString().Trim();
        if (!_token!.Matches(shown))
        {
            await Page.PageFiles.WriteAsync(context, "token.html", StatusCodes.Status401Unauthorized);
            return;
        }

        context.Response.Cookies.Append(Cookie, shown!, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = CookieAge,
            Path = "/",
        });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
    }

    private static Task RefuseAsync(HttpContext context, int status, string sentence) => Failures.WriteAsync(context, status, "refused", sentence);
}
