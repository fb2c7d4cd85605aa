using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace SemanticSnips.Web.Page;

/// <summary>The page's files, embedded in the assembly: served as they are, or compressed once.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, PageFile> Files = ReadAll();

    /// <summary>Whether a request is for the page itself, rather than for a file or for data.</summary>
    public static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && (request.Path == "/" || request.Path.StartsWithSegments("/snips", StringComparison.Ordinal));

    /// <summary>Every view's address is the page; which view it is, the page reads from the address.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", methods, context => WriteAsync(context, "index.html"));
        routes.MapMethods("/snips/{id}", methods, context => WriteAsync(context, "index.html"));
        foreach (var name in Files.Keys.Where(n => !n.EndsWith(".html", StringComparison.Ordinal)))
        {
            routes.MapMethods($"/{name}", methods, context => WriteAsync(context, name));
        }
    }

    /// <summary>Answers with a file, or with "not modified" where the browser has it.</summary>
    public static async Task WriteAsync(HttpContext context, string name, int status = StatusCodes.Status200OK)
    {
        var file = Files[name];
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = "Accept-Encoding";
        if (status == StatusCodes.Status200OK && context.Request.Headers.IfNoneMatch.Contains(file.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var zipped = context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality is null or > 0);
        var bytes = zipped ? file.Zipped : file.Plain;
        if (zipped) headers.ContentEncoding = "gzip";
        context.Response.StatusCode = status;
        context.Response.ContentType = file.Type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Dictionary<string, PageFile> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().ToDictionary(name => name, name =>
        {
            using var resource = assembly.GetManifestResourceStream(name)!;
            using var plain = new MemoryStream();
            resource.CopyTo(plain);
            return PageFile.Of(name, plain.ToArray());
        });
    }

    private sealed record PageFile(string Type, string Tag, byte[] Plain, byte[] Zipped)
    {
        public static PageFile Of(string name, byte[] plain)
        {
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(plain);
            var type = Path.GetExtension(name) switch
            {
                ".html" => "text/html",
                ".css" => "text/css",
                ".js" => "text/javascript",
                var other => throw new InvalidOperationException($"No media type for '{other}' of the embedded file {name}."),
            };
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(plain)[..8])}\"");
            return new PageFile($"{type}; charset=utf-8", tag.ToString(), plain, zipped.ToArray());
        }
    }
}
