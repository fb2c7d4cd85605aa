using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using SemanticSnips.Web.Mcp;
using SemanticSnips.Web.Page;

namespace SemanticSnips.Web;

/// <summary>A library as a page, as JSON and as an MCP endpoint, for this machine's browser and assistants.</summary>
public static class SnipServer
{
    /// <summary>Requests of MCP and of marks have a body, a small one.</summary>
    private const long MaxBody = 64 * 1024;

    private const string Mcp = "/mcp";

    /// <summary>Calls that run or wait at a time; more are told to come back.</summary>
    private const int MaxCalls = 64;

    private const int MaxWaiting = 128;
    private const int MaxConnections = 512;

    /// <summary>How long running calls may go on once the server is to end.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(10);

    /// <summary>Serves until cancelled; running calls are let to end, for ten seconds at most.</summary>
    /// <param name="library">What is served; stays the caller's.</param>
    /// <param name="options">Where, and to whom; null for the defaults: loopback alone.</param>
    /// <param name="cancellationToken">Ends the server; not an error.</param>
    /// <exception cref="ArgumentException">The options would let strangers in, or are outside of their range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task RunAsync(ISnipLibrary library, ServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        options ??= new ServerOptions();
        options.Validate();
        var app = Build(library, options);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = new Uri(app.Urls.First());
            options.Listening?.Invoke(options.IsLoopback ? address : new UriBuilder(address) { Host = options.AllowedHosts[0] }.Uri);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // How a server ends.
            }

            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static WebApplication Build(ISnipLibrary library, ServerOptions options)
    {
        // Nothing of the surroundings (environment, appsettings.json) may open what the options close.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = HeaderTime;
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.AddFilter(_ => false);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Services.AddRateLimiter(Limit);
        var door = new McpDoor(library, options.ChatGpt);
        var instructions = new Instructions(library);
        builder.Services.AddMcpServer(door.Configure).WithHttpTransport(http =>
        {
            http.SessionMode = HttpServerSessionMode.Stateless;
            http.ConfigureSessionOptions = async (_, mcp, stop) => mcp.ServerInstructions = await instructions.ReadAsync(stop);
        });

        var app = builder.Build();
        app.UseMiddleware<HostGuard>(options);
        app.Use((context, next) => TellFailuresAsync(context, next, options.Broken));
        app.Use(RequireJsonAsync);
        app.UseRouting();
        app.UseRateLimiter();
        PageFiles.Map(app);
        app.MapMcp(Mcp);
        new Api(library, options.IsImporting, options.Marker is not null).Map(app);
        if (options.Marker is { } marker) new MarkApi(library, marker).Map(app);
        app.MapFallback(context => Failures.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "There is nothing at this address."));
        return app;
    }

    private static void Limit(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter(
            "all", _ => new ConcurrencyLimiterOptions { PermitLimit = MaxCalls, QueueLimit = MaxWaiting }));
        limiter.OnRejected = (context, _) => new ValueTask(
            Failures.WriteAsync(context.HttpContext, StatusCodes.Status503ServiceUnavailable, "busy", "More is asked at once than the server takes on."));
    }

    /// <summary>What MCP's library takes for JSON, and ASP.NET does not, is no fault of the server.</summary>
    private static Task RequireJsonAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(Mcp) && !context.Request.HasJsonContentType()
            ? Failures.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "argument", "The body is no JSON; expected application/json.")
            : next(context);

    /// <summary>Errors as the contract has them; a caller who has gone gets none.</summary>
    private static async Task TellFailuresAsync(HttpContext context, RequestDelegate next, Action<Exception>? broken)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Failures.WriteAsync(context, e.StatusCode, "argument", "The request cannot be read.");
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (Failures.IsBroken(e)) broken?.Invoke(e);
            await Failures.WriteAsync(context, e);
        }
    }
}
