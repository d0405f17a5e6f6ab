using ReferralNetwork.Platform.Tests;

return args is ["child", var work, var folder]
    ? await Child.Run(work, folder)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
