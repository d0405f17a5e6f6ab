using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Shelters;

return await ServiceHost.Run<SheltersModule>(args);
