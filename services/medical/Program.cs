using ReferralNetwork.Medical;
using ReferralNetwork.Platform;

return await ServiceHost.Run<MedicalModule>(args);
