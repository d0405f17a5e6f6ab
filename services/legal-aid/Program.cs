using ReferralNetwork.LegalAid;
using ReferralNetwork.Platform;

return await ServiceHost.Run<LegalAidModule>(args);
