using System.CommandLine;
using ReferralNetwork.Bench;
using ReferralNetwork.Bench.Parts;
using ReferralNetwork.Bench.Reports;

// The first words start a part of the bench in a process of its own; without them all is measured.
switch (args)
{
    case ["bare", var port]:
        await Bare.Service(port);
        return 0;
    case ["bare", var port, var status, var file]:
        await Bare.Bytes(port, int.Parse(status), file);
        return 0;
    case ["yarp", var port, var target]:
        await BareYarp.Run(port, target);
        return 0;
    case ["search", var port, var pools, var folder, .. var settings]:
        await Search.Run(port, pools, folder, settings);
        return 0;
}

var programs = new Option<string>("--programs")
{
    Description = "Where the built services lie.",
    DefaultValueFactory = _ => AppContext.BaseDirectory,
};
var only = new Option<string?>("--only")
{
    Description = "Row ids with commas between them: what is measured together with them is shown too.",
};
var quick = new Option<bool>("--quick") { Description = "One pair, two seconds a side: to see that it works." };
var to = new Option<string>("--to")
{
    Description = "Folder for table, JSON and chart.",
    DefaultValueFactory = _ => Path.Combine("artifacts", "bench-trial"),
};
var root = new RootCommand("Measures every row of the table of goals.") { programs, only, quick, to };
root.SetAction(
    async (given, _) =>
    {
        await using var run = new Run(Path.GetFullPath(given.GetValue(programs)!), given.GetValue(quick));
        await Stages.Measure(
            run,
            given.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
        return Report.Write(run, given.GetValue(only) is not null, given.GetValue(to)!);
    }
);
return await root.Parse(args).InvokeAsync();
