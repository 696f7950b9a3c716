using Microsoft.Extensions.Options;
using Postern.Server;

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
