using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Training;

return await ServiceHost.Run<TrainingModule>(args);
