using ReferralNetwork.Medical;
using ReferralNetwork.Platform.Hosting;

return await ServiceHost.Run<MedicalModule>(args);
