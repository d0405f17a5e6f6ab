using ReferralNetwork.Platform;
using ReferralNetwork.Training;

return await ServiceHost.Run<TrainingModule>(args);
