using ReferralNetwork.Platform;
using ReferralNetwork.LegalAid;

return await ServiceHost.Run<LegalAidModule>(args);
