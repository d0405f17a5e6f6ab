using ReferralNetwork.Platform;
using ReferralNetwork.Medical;

return await ServiceHost.Run<MedicalModule>(args);
