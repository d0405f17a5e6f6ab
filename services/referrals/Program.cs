using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals;

return await ServiceHost.Run<ReferralsModule>(args);
