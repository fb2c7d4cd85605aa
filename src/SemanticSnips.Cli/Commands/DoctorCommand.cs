using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips doctor: whether model and index are sound, and what to do.</summary>
internal static class DoctorCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var command = new SnipsCommand("doctor", "Check the model, the index and its checksums, and say what to do") { common.Json };
        command.SetExamples(new Example("snips doctor", "a line a check; exit code 4 where something is wrong"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var checks = new List<Check>();
            foreach (var check in Doctor.Examine(session))
            {
                checks.Add(check);
                if (!parse.GetValue(common.Json)) DoctorText.Write(session.Page, check);
            }

            var ok = checks.TrueForAll(c => c.Ok);
            if (parse.GetValue(common.Json)) session.Print(Session.Views.Of(checks, Remedies.For), ContractJson.Default.DoctorView);
            return ok ? ExitCode.Done : ExitCode.Index;
        });
        return command;
    }
}
