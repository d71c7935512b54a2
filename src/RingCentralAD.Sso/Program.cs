using System.Net.Sockets;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using RingCentralAD.Core.Storage;
using RingCentralAD.Sso;

try
{
    TimeProvider time = TimeProvider.System;
    SsoOptions options = SsoOptions.Parse(args);
    await using IHubStore hub = await HubStore.OpenAsync(StandardPlaces.Locate(options.Hub ?? StandardPlaces.DefaultHub, Path.GetFullPath), time);
    if (await HubLog.AttachAsync(hub, time) is { } noLog)
    {
        await Console.Error.WriteLineAsync($"{noLog.Message} {noLog.Remedy}");
    }

    SecretPlaces secrets = new(static (_, _) => null);
    await using WebApplication app = await SsoHost.BuildAsync(options, hub, secrets, protection => CredentialCheck.Open(hub, secrets, new SignOnMarks(protection), time), time, CancellationToken.None);
    await app.StartAsync();
    ServiceNote note = new(hub, options, app.Services.GetService<ServerCertificate>(), time);
    await note.WriteAsync(app.Lifetime.ApplicationStopping);
    Task keeping = note.KeepAsync(app.Lifetime.ApplicationStopping);
    Console.WriteLine($"Listening on {options.Listen}");
    await app.WaitForShutdownAsync();
    await keeping;
    return 0;
}
catch (RingCentralAdException error)
{
    await Console.Error.WriteLineAsync($"{error.ErrorId}: {error.Message} {error.Remedy}");
    return 2;
}
catch (Exception error) when (error is IOException or SocketException)
{
    RingCentralAdException told = new(
        "SsoListenFailed", ErrorKind.Unavailable, $"The service cannot listen: {error.Message}",
        "Stop what listens there, or choose another address of this machine with -Listen. A port below 1024 takes root, or a service that is registered with -Register -RunAs.");
    await Console.Error.WriteLineAsync($"{told.ErrorId}: {told.Message} {told.Remedy}");
    return 3;
}
