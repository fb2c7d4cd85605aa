using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Connections;
using SemanticSnips.Cli.Output;
using SemanticSnips.Web;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips serve: the library as a page, as JSON and for assistants, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var port = CommonOptions.WholeNumber(
            "--port", $"Where to listen; 0 takes any free port [default: {ServerOptions.DefaultPort}]", least: 0, most: 65_535, helpName: "N");
        var open = new Option<bool>("--open") { Description = "Open the page in the browser" };
        var watch = new Option<string[]>("--watch")
        {
            Description = "Import these files and folders beside, and again whenever they change",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var address = new Option<string?>("--host")
        {
            Description = "Listen at this address instead of this machine's own; needs the two below",
            HelpName = "ADDRESS",
        };
        var names = new Option<string[]>("--allowed-host")
        {
            Description = "A name by which others address the server",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var token = new Option<string?>("--token-file") { Description = "What callers must show; made where there is no such file", HelpName = "FILE" };
        var chatGpt = new Option<bool>("--chatgpt") { Description = "Offer /mcp to a ChatGPT connector, through a tunnel of your own; needs a token" };
        var command = new SnipsCommand("serve", "A page to search and listen, JSON and MCP over HTTP, until Ctrl-C")
        {
            port, open, watch, address, names, token, chatGpt, common.Profile, common.Sample,
        };
        command.SetExamples(
            new("snips serve --open", "the page, for this machine alone"),
            new("snips serve --open --sample", "to try it with a stranger's snips"),
            new("snips serve --watch ~/Notes/Snipd", "what is saved there can be found seconds later"),
            new("snips serve --host 0.0.0.0 --allowed-host nas.local --token-file ~/.snips-token", "from the living room"),
            new("curl 'http://127.0.0.1:7647/api/search?q=export+controls'", "the JSON of snips search --json"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            using var marker = new IndexMarker(session);
            if (parse.GetValue(common.Sample)) session.Open();
            var options = new ServerOptions
            {
                Port = parse.GetValue(port) ?? ServerOptions.DefaultPort,
                Address = ReadAddress(parse.GetValue(address)),
                AllowedHosts = parse.GetValue(names) ?? [],
                Token = ReadToken(host, parse.GetValue(token)),
                ChatGpt = parse.GetValue(chatGpt),
                // What an assistant reaches is read only.
                Marker = parse.GetValue(chatGpt) ? null : marker,
                Broken = e => Refusal.Tell(host, e, json: false),
                Listening = at => Announce(session, at, parse.GetValue(open)),
            };
            Serve(session, options, IndexCommand.ResolveWatched(host, parse.GetValue(watch) ?? []));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Serve(Session session, ServerOptions options, List<string> watched)
    {
        if (session.MayHaveLibrary) session.Model.Prepare();
        var importing = false;
        var import = watched.Count == 0 ? Task.CompletedTask : Task.Run(() => Import(session, watched, isWorking => Volatile.Write(ref importing, isWorking)));
        try
        {
            SnipServer.RunAsync(session.Library, options with { IsImporting = () => Volatile.Read(ref importing) }, session.Host.Stop).GetAwaiter().GetResult();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message, "See: snips serve --help");
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new UsageException($"Port {options.Port} is taken: another program listens there.", "Name another with --port; 0 takes any free one.");
        }
        catch (OperationCanceledException) when (session.Host.Stop.IsCancellationRequested)
        {
            // Ctrl-C while it was still beginning.
        }
        finally
        {
            // A server that ends because it cannot listen takes the process with it; what is committed stays.
            if (session.Host.Stop.IsCancellationRequested) import.GetAwaiter().GetResult();
        }
    }

    /// <summary>What goes wrong in it is told, and the server serves on.</summary>
    private static void Import(Session session, List<string> watched, Action<bool> working)
    {
        try
        {
            var options = new ImportOptions { Workers = Math.Max(1, Environment.ProcessorCount - 1) };
            WatchCommand.Watch(session, new WatchLog(session, json: false), watched, options, working);
        }
        catch (OperationCanceledException)
        {
            // It ends with the server.
        }
        catch (Exception e) when (e is SnipsException or IOException or UnauthorizedAccessException)
        {
            session.Note($"Importing has ended: {e.Message}");
        }
    }

    private static IPAddress ReadAddress(string? typed)
    {
        if (typed is null) return IPAddress.Loopback;
        return IPAddress.TryParse(typed, out var address)
            ? address
            : throw new UsageException($"--host is '{typed}'; expected an IP address to listen at, as in 0.0.0.0");
    }

    private static AccessToken? ReadToken(Host host, string? file)
    {
        try
        {
            return file is null ? null : AccessToken.ReadOrCreate(host.FullPath(file));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static void Announce(Session session, Uri address, bool open)
    {
        session.Page.Line($"{address} Ctrl-C ends.");
        session.Host.Output.Flush();
        if (!open) return;
        if (!session.Host.OpenLink(address.AbsoluteUri)) session.Note("No browser could be opened; open the address yourself.");
    }
}
