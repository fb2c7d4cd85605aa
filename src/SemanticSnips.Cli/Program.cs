using SemanticSnips.Cli;

try
{
    using var stop = new StopSignals();
    if (Host.HasWorkingDirectory()) return CommandLine.Run(args, Host.OfProcess(stop));
    Console.Error.WriteLine("snips: The current folder is not there any more. Change to one that is, then try again.");
    return ExitCode.Fault;
}
catch (Exception e)
{
    // Nothing that a command did: not even what it is told with could be loaded or written to, as with too few open files.
    return Refusal.TellLast(e);
}
