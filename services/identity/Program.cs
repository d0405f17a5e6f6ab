using ReferralNetwork.Identity;
using ReferralNetwork.Platform;

return await ServiceHost.Run<IdentityModule>(args);
