using ReferralNetwork.Bench;

// serve N: a network with N pools in its index, for the other process to ask. Without arguments: everything.
return args switch
{
    ["serve", var pools, var port] => await Server.Run(int.Parse(pools), int.Parse(port)),
    _ => await Report.Run(args),
};
