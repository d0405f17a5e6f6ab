using Microsoft.AspNetCore.Routing;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>One service: its only wiring. Hosted alone (ServiceHost.Run) or beside others (allinone).</summary>
public interface IModule
{
    /// <summary>In lower case: names the database, the consumers and the logs.</summary>
    static abstract string Name { get; }

    static abstract void AddServices(Service service);

    static abstract void MapEndpoints(IEndpointRouteBuilder routes);
}
