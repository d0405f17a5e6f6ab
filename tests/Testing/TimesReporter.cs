using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Runner.Common;
using Xunit.Sdk;

namespace ReferralNetwork.Testing;

/// <summary>
/// Says what fails and what is skipped, and writes how long each test and each fixture took to the file named by
/// <c>TEST_TIMES</c>, from which <c>./test</c> tells the slowest.
/// </summary>
public sealed class TimesReporter : IRunnerReporter
{
    public bool CanBeEnvironmentallyEnabled => false;
    public bool IsEnvironmentallyEnabled => false;
    public string Description => "failures and skipped tests; times go to the file of TEST_TIMES";
    public bool ForceNoLogo => true;
    public string RunnerSwitch => "times";

    public ValueTask<IRunnerReporterMessageHandler> CreateMessageHandler(
        IRunnerLogger logger,
        IMessageSink? diagnosticMessageSink
    ) => new(new Handler(logger, Environment.GetEnvironmentVariable("TEST_TIMES")));

    // Fixtures are made between a message that something starts and the first one of what is inside it.
    private sealed class Handler(IRunnerLogger logger, string? file) : QuietReporterMessageHandler(logger)
    {
        private readonly ConcurrentDictionary<string, (string Name, long Since)> _begun = new();
        private readonly ConcurrentDictionary<string, string> _names = new();
        private readonly ConcurrentQueue<string> _lines = new();

        protected override void HandleTestAssemblyStarting(MessageHandlerArgs<ITestAssemblyStarting> args)
        {
            base.HandleTestAssemblyStarting(args);
            Begin(args.Message.AssemblyUniqueID, "of the assembly");
        }

        protected override void HandleTestCollectionStarting(MessageHandlerArgs<ITestCollectionStarting> args)
        {
            base.HandleTestCollectionStarting(args);
            End(args.Message.AssemblyUniqueID);
            Begin(args.Message.TestCollectionUniqueID, args.Message.TestCollectionDisplayName);
        }

        protected override void HandleTestClassStarting(MessageHandlerArgs<ITestClassStarting> args)
        {
            base.HandleTestClassStarting(args);
            End(args.Message.TestCollectionUniqueID);
            Begin(args.Message.TestClassUniqueID!, args.Message.TestClassName);
        }

        protected override void HandleTestMethodStarting(MessageHandlerArgs<ITestMethodStarting> args)
        {
            base.HandleTestMethodStarting(args);
            End(args.Message.TestClassUniqueID!);
        }

        protected override void HandleTestStarting(MessageHandlerArgs<ITestStarting> args)
        {
            base.HandleTestStarting(args);
            _names[args.Message.TestUniqueID] = args.Message.TestDisplayName;
        }

        protected override void HandleTestPassed(MessageHandlerArgs<ITestPassed> args)
        {
            base.HandleTestPassed(args);
            Test(args.Message);
        }

        protected override void HandleTestFailed(MessageHandlerArgs<ITestFailed> args)
        {
            base.HandleTestFailed(args);
            Test(args.Message);
        }

        protected override void HandleTestAssemblyFinished(MessageHandlerArgs<ITestAssemblyFinished> args)
        {
            base.HandleTestAssemblyFinished(args);
            var all = args.Message;
            Line(
                "counts",
                all.TestsTotal - all.TestsFailed - all.TestsSkipped - all.TestsNotRun,
                $"{all.TestsFailed}\t{all.TestsSkipped}\t{all.TestsNotRun}"
            );
            if (file is not null)
                File.AppendAllLines(file, _lines);
        }

        private void Begin(string id, string name) => _begun[id] = (name, Stopwatch.GetTimestamp());

        private void End(string id)
        {
            if (_begun.TryRemove(id, out var begun))
                Line("fixture", (decimal)Stopwatch.GetElapsedTime(begun.Since).TotalSeconds, begun.Name);
        }

        private void Test(ITestResultMessage test) =>
            Line("test", test.ExecutionTime, _names.GetValueOrDefault(test.TestUniqueID, ""));

        private void Line(string what, decimal number, string text) =>
            _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{what}\t{number:0.###}\t{text}"));
    }
}
