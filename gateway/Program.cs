using ReferralNetwork.Gateway;
using ReferralNetwork.Platform.Hosting;

// Services:identity=http://… names each service's address, or several with ; between them; urls is where the gateway
// listens.
return await Settings.RunReportingErrors(async () =>
{
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
    GatewayHost.Check(configuration);
    var services = configuration
        .GetSection("Services")
        .GetChildren()
        .ToDictionary(
            service => service.Key,
            IReadOnlyList<Uri> (service) =>
                [
                    .. service
                        .Value!.Split(';', StringSplitOptions.RemoveEmptyEntries)
                        .Select(address => new Uri(address)),
                ]
        );
    await using var app = GatewayHost.Build(new GatewayOptions(services), args);
    await app.RunAsync();
    return 0;
});
