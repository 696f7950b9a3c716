using System.Globalization;

namespace Postern.Server.Runtime.Kafka;

/// <param name="Port">Of the gateway on this machine.</param>
/// <param name="IsSasl">Whether clients sign in there by SASL, rather than by certificate.</param>
internal readonly record struct AskedPort(int Port, bool IsSasl)
{
    /// <param name="line">A number, with <c>sasl</c> behind it where that is asked for.</param>
    public static AskedPort Parse(string line) => new(int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), line.EndsWith(" sasl", StringComparison.Ordinal));
}
