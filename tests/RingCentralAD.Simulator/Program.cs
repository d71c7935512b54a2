using RingCentralAD.Simulator;

return await CommandLine.RunAsync(args);
