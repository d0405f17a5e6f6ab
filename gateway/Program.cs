using ReferralNetwork.Gateway;

// Services:identity=http://… names each service's address; urls is where the gateway listens.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
var services = configuration.GetSection("Services").GetChildren().ToDictionary(service => service.Key, service => new Uri(service.Value!));
await using var app = GatewayHost.Build(new GatewayOptions(services), args);
await app.RunAsync();
