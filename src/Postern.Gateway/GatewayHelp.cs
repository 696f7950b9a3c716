namespace Postern.Gateway;

/// <summary>What <c>--help</c> prints.</summary>
internal static class GatewayHelp
{
    public const string Text = """
        Usage: postern gateway --config FILE [--check] [--from URL --node NAME [--fetch]] [--metrics ADDRESS:PORT]
               [--untold ADDRESS]
               postern gateway --user NAME

        Carries Kafka connections to brokers and rewrites the brokers' addresses in their answers to those of the route
        that a connection came on, so that clients behind a private endpoint reach every broker without a change to the brokers.

          --config FILE   the configuration (JSON); the file, and the files that it names, are followed as they change
                          (looked at every second, or at once on SIGHUP)
          --from URL      keep FILE, and the files that it names, as the control plane at this URL has them for the registered
                          node --node. The service's gateway token is in POSTERN_GATEWAY_TOKEN, or in the file that
                          POSTERN_GATEWAY_TOKEN_FILE names. Where it cannot be reached, what FILE holds goes on
          --fetch         write what the control plane has, and end: for gateways that cannot reach it and follow the file
          --metrics A:P   serve metrics there, at /metrics, in Prometheus's text format
          --untold A      leave connections from this address out of the log where they end in good order: for somebody who asks all the time
          --user NAME     read a password from standard input, and print the user's entry for a file of "sasl": salted keys
          --check         say whether the configuration holds, and end: 0 where it does, 1 with all its mistakes

        {
          "version": 1,                                        a change needs the same number or a higher one
          "routes": [{
            "name": "privatelink",
            "brokers": { "1": "kafka.example.com:10001" }      where clients of this route reach each broker, by its id
          }],
          "listeners": [{                                      one for each broker of each route
            "route": "privatelink",
            "listen": "0.0.0.0:10001",
            "upstream": "127.0.0.1:9092",                      the broker
            "proxyProtocol": true,                             the load balancer sends PROXY protocol v2 (default: false)
            "certificate": "cert.pem", "key": "key.pem",       TLS with clients
            "clientAuthorities": "clients.pem",                clients must show a certificate that one of these signed
            "sasl": "users.json",                              clients must sign in as one of { "users": [ … ] } by SCRAM-SHA-256,
                                                               SCRAM-SHA-512 or PLAIN; without it SASL is the broker's
            "upstreamServerName": "broker1.internal",          TLS with the broker, whose certificate must have this name
            "upstreamAuthorities": "brokers.pem",              who may have signed it (default: whom the system trusts)
            "upstreamCertificate": "gw.pem", "upstreamKey": "gw-key.pem"   shown to a broker that asks for one
          }]
        }

        Prints "ready" once the ports are open. SIGTERM ends it. More: docs/kafka.md
        """;
}
