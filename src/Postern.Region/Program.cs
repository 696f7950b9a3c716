<<<<<<< HEAD
using Postern.Region;
using Postern.Region.Relays;

switch (args)
{
    case ["relay", .. var rest]:
        return await RelayCommand.RunAsync(rest);
    case ["serve", .. var rest]:
        return await ServeCommand.RunAsync(rest);
    default:
        await Console.Error.WriteLineAsync($"Usage: {RegionOptions.Usage}\n       region relay --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE]");
        return 2;
}
=======
using Postern.Region.Relays;

if (args is ["relay", ..])
{
    return await RelayCommand.RunAsync(args[1..]);
}

return 0;
>>>>>>> aws
