using ReferralNetwork.LegalAid;
using ReferralNetwork.Platform.Hosting;

return await ServiceHost.Run<LegalAidModule>(args);
