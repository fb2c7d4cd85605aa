using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips doctor: whether model and index are sound, and what to do; with --repair, does it.</summary>
internal static class DoctorCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Mend a damaged index: words and vectors are made anew of what can be read; nothing is deleted",
        };
        var command = new SnipsCommand("doctor", "Check the model, the index and its checksums, and say what to do") { repair, common.Json };
        command.SetExamples(
            new Example("snips doctor", "a line a check; exit code 4 where something is wrong"),
            new Example("snips doctor --repair", "mend what can be mended, then check again"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var isForPeople = !parse.GetValue(common.Json);
            var checks = Examine(session, isForPeople);
            RepairReport? report = null;
            if (parse.GetValue(repair) && Doctor.CanRepair(checks))
            {
                report = Doctor.Repair(session);
                if (isForPeople) DoctorText.Write(session.Page, report, host.Shorten);
                checks = Examine(session, isForPeople);
            }
            else if (parse.GetValue(repair) && isForPeople)
            {
                session.Page.Line(checks.TrueForAll(c => c.Ok) ? "There is nothing to mend."
                    : "Nothing of this can be mended by a repair; nothing was changed.");
            }

            if (!isForPeople) session.Print(Session.Views.Of(checks, Remedies.For, report), ContractJson.Default.DoctorView);
            return checks.TrueForAll(c => c.Ok) ? ExitCode.Done : ExitCode.Index;
        });
        return command;
    }

    private static List<Check> Examine(Session session, bool isForPeople)
    {
        var checks = new List<Check>();
        foreach (var check in Doctor.Examine(session))
        {
            checks.Add(check);
            if (isForPeople) DoctorText.Write(session.Page, check);
        }

        return checks;
    }
}
