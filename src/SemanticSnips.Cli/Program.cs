using SemanticSnips.Cli;

using var stop = new StopSignals();
return CommandLine.Run(args, Host.OfProcess(stop));
