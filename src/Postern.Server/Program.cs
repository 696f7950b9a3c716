using Microsoft.Extensions.Options;
using Postern.Server;
using Postern.Server.Runtime;

if (args is ["development-brokers", .. var more])
{
    return await DevelopmentBrokers.RunAsync(more); // a node's script runs it
}

try
{
    await using var app = ServerHost.Build(args);
    await Bootstrap.RunAsync(app.Services, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is OptionsValidationException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
