using Microsoft.AspNetCore.Routing;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>The wiring of one service, hosted alone (ServiceHost.Run) or beside others (allinone).</summary>
public interface IModule
{
    /// <summary>In lower case: names the database, the consumers and the logs.</summary>
    static abstract string Name { get; }

    static abstract void AddServices(Service service);

    static abstract void MapEndpoints(IEndpointRouteBuilder routes);
}
