using ReferralNetwork.Gateway;

// Services:identity=http://… names each service's address, or several with ; between them; urls is where the gateway listens.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
var services = configuration.GetSection("Services").GetChildren().ToDictionary(
    service => service.Key,
    IReadOnlyList<Uri> (service) => [.. service.Value!.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address))]);
await using var app = GatewayHost.Build(new GatewayOptions(services), args);
await app.RunAsync();
