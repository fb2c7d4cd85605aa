using SemanticSnips.Cli;

using var stop = new StopSignals();
using var host = Host.OfProcess(stop.Token);
return CommandLine.Run(args, host);
