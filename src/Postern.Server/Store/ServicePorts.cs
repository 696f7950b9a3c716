namespace Postern.Server.Store;

/// <summary>Where a service's ports begin: each has a block of its own among those of its project, from the project's <c>base_port</c> up. Pure.</summary>
internal static class ServicePorts
{
    /// <summary>
    /// Linux gives connections that go out the ports after this one, and a listener on one of them would sometimes find it taken; older services may have theirs there, and keep them.
    /// https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html (ip_local_port_range)
    /// </summary>
    public const int Last = 32767;

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
