using Postern.Region.Relays;

if (args is ["relay", ..])
{
    return await RelayCommand.RunAsync(args[1..]);
}

return 0;
