using System.Globalization;

namespace Postern.Server.Runtime.Kafka;

/// <summary>The command line of the development brokers, which a node's script writes.</summary>
/// <param name="FirstPort">Of broker 1, on all addresses; null where the brokers are others', and are only asked.</param>
/// <param name="Through">The gateway's port for broker 1 on the dynamic route.</param>
/// <param name="Ports">A file with more of its ports to ask at, one a line; read again each time.</param>
/// <param name="Report">A file that is written with what they told.</param>
/// <param name="Ready">A file that is written anew while the brokers answer through the gateway.</param>
internal sealed record DevelopmentBrokersOptions(int Count, int? FirstPort, int Through, string Certificate, string Key, string Ports, string Report, string Ready)
{
    /// <summary>A file with the administrator's password beside the certificate, for ports where clients sign in by SASL.</summary>
    public string Password => Path.Combine(Path.GetDirectoryName(Certificate) ?? "", "access.password");

    private const string Optional = "--first-port";

    private static readonly string[] Names = ["--count", Optional, "--through", "--certificate", "--key", "--ports", "--report", "--ready"];

    /// <returns>Null with all mistakes.</returns>
    public static (DevelopmentBrokersOptions? Options, IReadOnlyList<string> Mistakes) Read(string[] arguments)
    {
        var given = arguments.Chunk(2).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        var mistakes = Names.Where(name => given[name].Count() != 1 && (name != Optional || given[name].Any())).Select(name => $"give {name} once")
            .Concat(given.Select(pair => pair.Key).Except(Names).Select(name => $"there is no {name}")).ToList();
        int Number(string name, int least, int most)
        {
            if (!int.TryParse(given[name].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                mistakes.Add($"{name} is {given[name].FirstOrDefault()}, and must be {least} to {most}");
            }

            return number;
        }

        string Text(string name) => given[name].FirstOrDefault() ?? "";
        var options = new DevelopmentBrokersOptions(
            Number("--count", 1, 10), given[Optional].Any() ? Number(Optional, 1, ushort.MaxValue - 10) : null, Number("--through", 1, ushort.MaxValue),
            Text("--certificate"), Text("--key"), Text("--ports"), Text("--report"), Text("--ready"));
        return mistakes.Count == 0 ? (options, mistakes) : (null, mistakes);
    }
}
