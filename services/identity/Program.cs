using ReferralNetwork.Identity;
using ReferralNetwork.Platform.Hosting;

return await ServiceHost.Run<IdentityModule>(args);
