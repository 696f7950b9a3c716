namespace Postern.Server.Store;

/// <summary>Where a service's ports begin: each has a block of its own among those of its project, from the project's <c>base_port</c> up. Pure.</summary>
internal static class ServicePorts
{
    public const int Last = 65535;

    /// <summary>The first block that is free, those of services that are gone included; null where there is none.</summary>
    /// <param name="taken">The first ports of the project's services.</param>
    /// <param name="each">How many ports a service has.</param>
    public static int? FirstFree(int basePort, IEnumerable<int> taken, int each)
    {
        var port = basePort;
        foreach (var other in taken.Order())
        {
            if (other >= port + each)
            {
                break;
            }

            port = Math.Max(port, other + each);
        }

        return port + each - 1 <= Last ? port : null;
    }
}
