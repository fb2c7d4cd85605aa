using SemanticSnips.Cli;

using var stop = new StopSignals();
if (Host.HasWorkingDirectory()) return CommandLine.Run(args, Host.OfProcess(stop));
Console.Error.WriteLine("snips: The current folder is not there any more. Change to one that is, then try again.");
return ExitCode.Fault;
