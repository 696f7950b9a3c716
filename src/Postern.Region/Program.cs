using Postern.Region;
using Postern.Region.Relays;

switch (args)
{
    case ["relay", .. var rest]:
        return await RelayCommand.RunAsync(rest);
    case ["serve", .. var rest]:
        return await ServeCommand.RunAsync(rest);
    default:
        await Console.Error.WriteLineAsync($"Usage: {RegionOptions.Usage}\n       region relay --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE] [--drain SECONDS] [--take-over]");
        return 2;
}
