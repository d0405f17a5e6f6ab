using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Portal;

return await ServiceHost.Run<PortalModule>(args);
