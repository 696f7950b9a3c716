using Microsoft.Extensions.Options;
using Postern.Engine.Cloud;
using Postern.Server;
using Postern.Server.Preflight;
using Postern.Server.Runtime.Kafka;

if (args is ["development-brokers", .. var more])
{
    return await DevelopmentBrokers.RunAsync(more); // a node's script runs it
}

try
{
    if (args is ["database", .. var verb])
    {
        await using var closed = ServerHost.Build([]);
        return await DatabaseCommand.RunAsync(closed.Services, verb, Console.Out, Console.Error, CancellationToken.None);
    }

    if (args is ["doctor" or "policy", .. var rest])
    {
        await using var closed = ServerHost.Build([], builder => builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)); // what fails is a line of the doctor's
        return args[0] == "policy"
            ? await PolicyCommand.RunAsync(closed.Services, rest, Console.Out, Console.Error)
            : await DoctorCommand.RunAsync(closed.Services, rest, Console.Out, Console.Error, CancellationToken.None);
    }

    await using var app = ServerHost.Build(args);
    app.Services.GetRequiredService<CloudRegion>(); // without credentials nothing begins
    await Bootstrap.RunAsync(app.Services, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is OptionsValidationException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
