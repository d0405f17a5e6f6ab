using ReferralNetwork.Platform;
using ReferralNetwork.Referrals;

return await ServiceHost.Run<ReferralsModule>(args);
