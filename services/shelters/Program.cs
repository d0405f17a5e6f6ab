using ReferralNetwork.Platform;
using ReferralNetwork.Shelters;

return await ServiceHost.Run<SheltersModule>(args);
