using Postern.Engine;
using Postern.Server.Store;

namespace Postern.Server.Diagnoses;

/// <summary>The load balancer, its listeners, the nodes behind them and the certificate that they show.</summary>
internal static class ServiceSide
{
    public static IEnumerable<Finding> Of(DiagnosisInput input)
    {
        yield return LoadBalancer(input, input.Seen.LoadBalancer);
        if (input.Seen.Ports.Count == 0)
        {
            yield return new Finding(Hop.Listener, input.Service.Name, Verdict.Broken, "No component is switched on for PrivateLink", $"postern service update -c privatelink_access.{input.Service.Type}=true {input.Named}");
        }

        foreach (var port in input.Seen.Ports)
        {
            yield return Listener(input, port);
            yield return Health(input, port);
        }

        foreach (var connection in input.Link.Connections.Where(c => input.IsAsked(c.EndpointId)))
        {
            yield return TlsName(input, connection);
        }
    }

    private static Finding LoadBalancer(DiagnosisInput input, InspectedLoadBalancer? seen)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.LoadBalancer, seen?.Arn ?? input.Service.Name, verdict, evidence, cure);

        var undone = input.Link.IsActive ? Verdict.Broken : Verdict.Waiting;
        return seen switch
        {
            null => Is(undone, $"There is no load balancer. {input.Link.Reason}".Trim(), input.Command("refresh")),
            { HasFailed: true } when input.Link.Status.Repairs is { Count: > 0 } => Is(Verdict.Broken, $"The load balancer has failed. {seen.StateReason}".Trim(), input.Command("repair")),
            { HasFailed: true } => Is(Verdict.Broken, $"The load balancer has failed, and another one takes its place. {seen.StateReason}".Trim(), input.Command("status")),
            { IsActive: false } => Is(undone, $"The load balancer is not active. {seen.StateReason}".Trim(), input.Command("status")),
            { MissingSubnets: { Count: > 0 } missing } => Is(Verdict.Broken, $"The load balancer is in {Zones(seen)}, and not in {string.Join(", ", missing)}: endpoints that are only there are not served", input.Command("refresh")),
            { StateReason.Length: > 0 } => Is(Verdict.Warning, $"The load balancer is active in {Zones(seen)}, but impaired. {seen.StateReason.TrimEnd('.')}. Where its subnets have addresses left, ask AWS Support", "aws ec2 describe-subnets --query 'Subnets[].[SubnetId,AvailableIpAddressCount]' --output text"),
            { CrossZone: false } => Is(Verdict.Warning, $"The load balancer is in {Zones(seen)}, and each zone serves only nodes of its own", input.Command("refresh")),
            _ => Is(Verdict.Ok, $"The load balancer is active in {Zones(seen)}"),
        };
    }

    private static Finding Listener(DiagnosisInput input, InspectedPort port) => port.HasListener
        ? new Finding(Hop.Listener, Name(port), Verdict.Ok, $"Port {port.Port} is forwarded to {port.Targets.Count} node(s)")
        : new Finding(Hop.Listener, Name(port), input.Link.OpenRoutes.ContainsValue(port.Port) ? Verdict.Broken : Verdict.Waiting, $"Nothing listens at port {port.Port}. {input.Link.Reason}".Trim(), input.Command("refresh"));

    private static Finding Health(DiagnosisInput input, InspectedPort port)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.TargetHealth, Name(port), verdict, evidence, cure);

        var targets = port.Targets.Where(target => target.State != "draining").ToList();
        var evidence = string.Join(", ", targets.Select(target => $"{target.Address} is {target.State}"));
        return targets switch
        {
            [] when !port.HasListener => Is(Verdict.Waiting, "No node gets heartbeats before there is a listener"),
            [] => Is(Verdict.Broken, $"No node is registered. {Node(input.Service)}", Cure(input.Service)),
            _ when targets.TrueForAll(target => target.State == "healthy") => Is(Verdict.Ok, evidence),
            _ when targets.Exists(target => target.State == "healthy") => Is(Verdict.Warning, evidence, Cure(input.Service)),
            _ when targets.Exists(target => target.State == "initial") => Is(Verdict.Waiting, $"{evidence}: two good heartbeats are needed"),
            _ => Is(Verdict.Broken, $"{evidence}, so that the load balancer sends to all of them (fail-open). {Node(input.Service)}", Cure(input.Service)),
        };
    }

    private static Finding TlsName(DiagnosisInput input, Connection connection)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.TlsName, connection.EndpointId, verdict, evidence, cure);

        var host = input.Host(connection);
        return input.CertificateHosts switch
        {
            null => Is(Verdict.Unseen, $"The certificate is on the node; it must be for {host}", $"openssl s_client {(input.Service.Type == "pg" ? "-starttls postgres " : "")}-connect {host}:{input.Service.Port} < /dev/null | openssl x509 -noout -ext subjectAltName"),
            var hosts when hosts.Contains(host) || hosts.Contains("*" + host[Math.Max(0, host.IndexOf('.', StringComparison.Ordinal))..]) => Is(Verdict.Ok, $"The certificate is for {host}"),
            _ => Is(Verdict.Broken, $"The certificate is not for {host}, or has ended", $"postern service update --power-off {input.Named}, and --power-on: the certificate is issued when the node starts"),
        };
    }

    private static string Name(InspectedPort port) => $"{port.Component}:{port.Port}";

    private static string Zones(InspectedLoadBalancer seen) => string.Join(", ", seen.Zones);

    private static string Node(Service service) => service switch
    {
        { Powered: false } => "The service is powered off",
        { State: ServiceState.Running } => "The service counts as running",
        _ => $"The service is on its way. {service.Reason}".Trim(),
    };

    private static string Cure(Service service) => service.Powered ? $"postern service get {DiagnosisInput.Name(service)}" : $"postern service update --power-on {DiagnosisInput.Name(service)}";
}
