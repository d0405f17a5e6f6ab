using System.CommandLine;
using System.Net.Sockets;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Hosting;
using Commands = ReferralNetwork.AllInOne.Commands;

var data = new Option<string>("--data")
{
    Description = "Folder with the databases and keys.",
    DefaultValueFactory = _ => "data",
    Recursive = true,
};
var port = new Option<int>("--port")
{
    Description = "Port on 127.0.0.1; 0 takes any free one.",
    DefaultValueFactory = _ => 8080,
};
var empty = new Option<bool>("--empty")
{
    Description = "Without the demo network; prints a one-time code that makes the first operator.",
};
var noCases = new Option<bool>("--no-cases") { Description = "The demo network without its cases and past months." };
var gazetteer = new Argument<string>("folder") { Description = "Holds provinces.csv, districts.csv and communes.csv." };

var root = new RootCommand("Runs the whole referral network in one process.") { data, port, empty, noCases };
root.SetAction(
    (given, ct) =>
        Told(
            () =>
                Commands.Run(
                    given.GetValue(data)!,
                    given.GetValue(port),
                    given.GetValue(empty),
                    given.GetValue(noCases),
                    ct
                ),
            ct
        )
);

var import = new Command(
    "import-gazetteer",
    "Imports the NCDD gazetteer from CSV files, whether or not the network runs on the data folder. Exit code 2: "
        + "some rows were bad."
)
{
    gazetteer,
};
import.SetAction(
    (given, ct) => Told(() => Commands.ImportGazetteer(given.GetValue(gazetteer)!, given.GetValue(data)!, ct), ct)
);
root.Add(import);

foreach (
    var (name, ofOne, what) in new[]
    {
        ("failures", false, "Lists the messages that a service could not handle."),
        ("replay", true, "Has a service try its dead messages again: one by its id, or all."),
        ("drop", true, "Forgets dead messages of a service: one by its id, or all."),
        (
            "reseal",
            false,
            "Seals again, under the first master key of the file, what a service has sealed under another."
        ),
    }
)
{
    var service = new Argument<string>("service") { Description = "Such as shelters." };
    var which = new Argument<string>("which") { Description = "An id, or all." };
    var command = new Command(name, what) { service };
    if (ofOne)
        command.Add(which);
    command.SetAction(
        (given, ct) =>
            Told(
                () =>
                    Commands.OfService(
                        given.GetValue(service)!,
                        ofOne ? [name, given.GetValue(which)!] : [name],
                        given.GetValue(data)!,
                        Console.Out
                    ),
                ct
            )
    );
    root.Add(command);
}

// A stop signal cancels; the network then has this long to end in good order.
return await root.Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

// Errors that the user can mend are told in one line; any other is a defect and shows its stack trace.
static async Task<int> Told(Func<Task<int>> command, CancellationToken ct)
{
    try
    {
        return await command();
    }
    catch (OperationCanceledException) when (ct.IsCancellationRequested)
    {
        return 0;
    }
    catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
    {
        await Console.Error.WriteLineAsync("The port is taken or not allowed: choose another with --port.");
    }
    catch (Exception e)
        when (e
                is IOException
                    or UnauthorizedAccessException
                    or ApiException
                    or SettingException
                    or InvalidDataException
        )
    {
        await Console.Error.WriteLineAsync(e.Message);
    }
    return 1;
}
