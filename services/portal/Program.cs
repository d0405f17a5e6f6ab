using ReferralNetwork.Platform;
using ReferralNetwork.Portal;

return await ServiceHost.Run<PortalModule>(args);
