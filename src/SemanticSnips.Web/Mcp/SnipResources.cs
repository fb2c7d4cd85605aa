using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SemanticSnips.Contract;

namespace SemanticSnips.Web.Mcp;

/// <summary>A snip by its id, and what the library holds. Snips are not listed: a library would flood the client.</summary>
internal sealed class SnipResources(ISnipLibrary library)
{
    private static readonly Views Views = new(paths: false);

    public static IEnumerable<McpServerResource> Create(ISnipLibrary library)
    {
        var resources = new SnipResources(library);
        yield return McpServerResource.Create(resources.ReadAsync, new McpServerResourceCreateOptions
        {
            UriTemplate = "snip:///{id}",
            Name = "snip",
            Title = "A snip",
            MimeType = "text/markdown",
        });
        yield return McpServerResource.Create(resources.StatusAsync, new McpServerResourceCreateOptions
        {
            UriTemplate = "snips:///status",
            Name = "status",
            Title = "What the library holds",
            MimeType = "application/json",
        });
    }

    [Description("One snip: transcript with speakers and times, note, summary")]
    private async Task<ResourceContents> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var details = await TellAsync(() => library.FindAsync(id, cancellationToken))
            ?? throw new McpProtocolException($"No snip has the id '{id}' or one that begins so.", McpErrorCode.ResourceNotFound);
        return new TextResourceContents { Uri = $"snip:///{id}", MimeType = "text/markdown", Text = SnipTools.Read(details) };
    }

    [Description("Counts of snips and passages, and the commit that answers")]
    private async Task<ResourceContents> StatusAsync(CancellationToken cancellationToken)
    {
        var status = await TellAsync(() => library.StatusAsync(cancellationToken));
        var json = ContractJson.Line(Views.Of(status), ContractJson.Default.StatusView);
        return new TextResourceContents { Uri = "snips:///status", MimeType = "application/json", Text = json };
    }

    private static async Task<T> TellAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is SnipsException or ArgumentException)
        {
            var error = Refusals.Of(e, paths: false).Error;
            throw new McpProtocolException(error.Message, error.Code is "argument" or "query" ? McpErrorCode.InvalidParams : McpErrorCode.InternalError);
        }
    }
}
