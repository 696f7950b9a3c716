using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Ec2;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Target groups. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html</summary>
internal sealed partial class TargetGroupActions(RegionStore store, Quotas quotas)
{
    public Api.CreateTargetGroupResult CreateTargetGroup(Api.CreateTargetGroup request, Caller caller)
    {
        if (!LoadBalancerActions.Name().IsMatch(request.Name))
        {
            throw ElbErrors.Validation($"Target group name '{request.Name}' must have 1 to 32 letters, digits and hyphens and not begin or end with a hyphen");
        }

        if (request.Protocol is not "TCP")
        {
            throw ElbErrors.Validation($"Protocol '{request.Protocol}' is not available here. Use TCP.");
        }

        if (request.TargetType is not "ip")
        {
            throw ElbErrors.Validation($"Target type '{request.TargetType ?? "instance"}' is not available here. Use ip.");
        }

        if (request.Port is not (>= 1 and <= 65535))
        {
            throw ElbErrors.Validation($"Target group port '{request.Port}' must be from 1 to 65535");
        }

        var check = Check(new HealthCheck(true, "TCP", "traffic-port", null, 30, request.HealthCheckProtocol is "HTTP" ? 6 : 10, 5, 2, null), request.HealthCheckEnabled, request.HealthCheckProtocol, request.HealthCheckPort,
            request.HealthCheckPath, request.HealthCheckIntervalSeconds, request.HealthCheckTimeoutSeconds, request.HealthyThresholdCount, request.UnhealthyThresholdCount, request.Matcher?.HttpCode);
        var tags = ElbTags.Add(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), request.Tags);
        return store.Change(t => new Api.CreateTargetGroupResult { TargetGroups = [ToWire(t.State, Create(t, request, caller, check, tags))] });
    }

    public Api.DescribeTargetGroupsResult DescribeTargetGroups(Api.DescribeTargetGroups request, Caller caller)
    {
        ElbErrors.RequireFew("target groups", request.TargetGroupArns.Count + request.Names.Count);
        var state = store.Snapshot;
        var (named, missing) = NamedRows.Of(state.Of<TargetGroup>(caller), request.TargetGroupArns, request.Names);
        if (missing.Count > 0)
        {
            throw AwsException.Bad("TargetGroupNotFound", $"One or more target groups not found: '[{string.Join(", ", missing)}]'");
        }

        var ofLoadBalancer = request.LoadBalancerArn is null ? null
            : state.ListenersOf(state.RequireLoadBalancer(caller, request.LoadBalancerArn)).Select(l => l.TargetGroupArn).ToHashSet();
        var wanted = named.Where(g => ofLoadBalancer?.Contains(g.Id) != false);
        var (items, next) = Marker.Page(wanted, request.Marker, request.PageSize);
        return new() { TargetGroups = [.. items.Select(g => ToWire(state, g))], NextMarker = next };
    }

    public Api.ModifyTargetGroupResult ModifyTargetGroup(Api.ModifyTargetGroup request, Caller caller) => store.Change(t =>
    {
        var group = t.State.RequireTargetGroup(caller, request.TargetGroupArn);
        var check = Check(group.HealthCheck, request.HealthCheckEnabled, request.HealthCheckProtocol, request.HealthCheckPort, request.HealthCheckPath,
            request.HealthCheckIntervalSeconds, request.HealthCheckTimeoutSeconds, request.HealthyThresholdCount, request.UnhealthyThresholdCount, request.Matcher?.HttpCode);
        return new Api.ModifyTargetGroupResult { TargetGroups = [ToWire(t.State, t.Put(group with { HealthCheck = check }))] };
    });

    public Empty DeleteTargetGroup(Api.DeleteTargetGroup request, Caller caller) => store.Change(t =>
    {
        // Deleting one that is not there succeeds: only ResourceInUse is modelled for this action.
        if (t.State.Find<TargetGroup>(caller, request.TargetGroupArn) is not { } group)
        {
            return new Empty();
        }

        if (t.State.ListenersTo(group).Any())
        {
            throw AwsException.Bad("ResourceInUse", $"Target group '{group.Id}' is currently in use by a listener or a rule");
        }

        t.Remove(group);
        return new Empty();
    });

    public Api.ModifyTargetGroupAttributesResult ModifyTargetGroupAttributes(Api.ModifyTargetGroupAttributes request, Caller caller) => store.Change(t =>
    {
        var group = t.State.RequireTargetGroup(caller, request.TargetGroupArn);
        var attributes = Attributes.OfTargetGroup.Set(group.Attributes, request.Attributes.Select(a => (a.Key, a.Value)));
        if (attributes[TargetGroup.UnhealthyTermination] == "true" && attributes[TargetGroup.UnhealthyDraining] != "0")
        {
            throw AwsException.Bad("InvalidConfigurationRequest", $"'{TargetGroup.UnhealthyDraining}' can only be set where '{TargetGroup.UnhealthyTermination}' is false");
        }

        var changed = t.Put(group with { Attributes = attributes });
        return new Api.ModifyTargetGroupAttributesResult { Attributes = ToWire(changed.Attributes) };
    });

    public Api.DescribeTargetGroupAttributesResult DescribeTargetGroupAttributes(Api.DescribeTargetGroupAttributes request, Caller caller) =>
        new() { Attributes = ToWire(store.Snapshot.RequireTargetGroup(caller, request.TargetGroupArn).Attributes) };

    private TargetGroup Create(Transaction t, Api.CreateTargetGroup request, Caller caller, HealthCheck check, ImmutableSortedDictionary<string, string> tags)
    {
        var others = t.State.Of<TargetGroup>(caller);
        var vpc = t.State.Find<Vpc>(caller, request.VpcId) ?? throw ElbErrors.Validation($"The VPC ID '{request.VpcId}' is not found");
        if (others.Keyed(request.Name).FirstOrDefault() is { } same)
        {
            return same.Port == request.Port && same.VpcId == vpc.Id && same.HealthCheck == check ? same
                : throw AwsException.Bad("DuplicateTargetGroupName", $"A target group with the same name '{request.Name}' exists, but with different settings");
        }

        return others.AreAtLeast(quotas.TargetGroupsPerRegion)
            ? throw AwsException.Bad("TooManyTargetGroups", $"The maximum number of target groups has been reached: {quotas.TargetGroupsPerRegion}")
            : t.Put(new TargetGroup
            {
                Id = $"arn:aws:elasticloadbalancing:{caller.Region}:{caller.Account}:targetgroup/{request.Name}/{NewId.Hex(16)}", Account = caller.Account, Region = caller.Region, Tags = tags,
                Name = request.Name, Protocol = "TCP", Port = request.Port!.Value, VpcId = vpc.Id, TargetType = "ip", HealthCheck = check, Attributes = Attributes.OfTargetGroup.Defaults,
            });
    }

    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
    private static HealthCheck Check(HealthCheck basis, bool? enabled, string? protocol, string? port, string? path, int? interval, int? timeout, int? healthy, int? unhealthy, string? matcher)
    {
        var check = basis with
        {
            Enabled = enabled ?? basis.Enabled,
            Protocol = protocol ?? basis.Protocol,
            Port = port ?? basis.Port,
            Path = path ?? basis.Path,
            Interval = interval ?? basis.Interval,
            Timeout = timeout ?? basis.Timeout,
            HealthyThreshold = healthy ?? basis.HealthyThreshold,
            UnhealthyThreshold = unhealthy ?? basis.UnhealthyThreshold,
            Matcher = matcher ?? basis.Matcher,
        };
        if (check.Protocol == "HTTP")
        {
            check = check with { Path = check.Path ?? "/", Matcher = check.Matcher ?? "200-399" };
        }

        List<string> mistakes = [];
        if (check.Protocol is not ("TCP" or "HTTP"))
        {
            mistakes.Add($"Health check protocol '{check.Protocol}' is not available here. Use TCP or HTTP.");
        }

        if (check.Port != "traffic-port" && !(int.TryParse(check.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535))
        {
            mistakes.Add($"Health check port '{check.Port}' must be 'traffic-port' or a number from 1 to 65535.");
        }

        Range("interval", check.Interval, 5, 300);
        Range("timeout", check.Timeout, 2, 120);
        Range("healthy threshold count", check.HealthyThreshold, 2, 10);
        Range("unhealthy threshold count", check.UnhealthyThreshold, 2, 10);
        if (check is { Protocol: "TCP", Path: not null } or { Protocol: "TCP", Matcher: not null })
        {
            mistakes.Add("A health check path and matcher are not supported with TCP.");
        }

        if (check.Path is not null && !Path().IsMatch(check.Path))
        {
            mistakes.Add($"Health check path '{check.Path}' must begin with '/' and have up to 1024 characters that a URI has.");
        }

        if (check.Matcher is not null && !Matcher().IsMatch(check.Matcher))
        {
            mistakes.Add($"Health check matcher '{check.Matcher}' must be codes from 200 to 599, such as '200', '200,202' or '200-399'.");
        }

        return mistakes.Count == 0 ? check : throw ElbErrors.Validation(string.Join(" ", mistakes));

        void Range(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                mistakes.Add($"Health check {name} '{value}' must be from {least} to {most}.");
            }
        }
    }

    private static Api.TargetGroup ToWire(RegionState state, TargetGroup group) => new()
    {
        TargetGroupArn = group.Id,
        TargetGroupName = group.Name,
        Protocol = group.Protocol,
        Port = group.Port,
        VpcId = group.VpcId,
        HealthCheckProtocol = group.HealthCheck.Protocol,
        HealthCheckPort = group.HealthCheck.Port,
        HealthCheckEnabled = group.HealthCheck.Enabled,
        HealthCheckIntervalSeconds = group.HealthCheck.Interval,
        HealthCheckTimeoutSeconds = group.HealthCheck.Timeout,
        HealthyThresholdCount = group.HealthCheck.HealthyThreshold,
        UnhealthyThresholdCount = group.HealthCheck.UnhealthyThreshold,
        HealthCheckPath = group.HealthCheck.Path,
        Matcher = group.HealthCheck.Matcher is null ? null : new() { HttpCode = group.HealthCheck.Matcher },
        LoadBalancerArns = [.. state.ListenersTo(group).Select(l => l.LoadBalancerArn).Distinct()],
        TargetType = group.TargetType,
        IpAddressType = "ipv4",
    };

    private static IReadOnlyList<Api.TargetGroupAttribute> ToWire(ImmutableSortedDictionary<string, string> attributes) =>
        [.. attributes.Select(a => new Api.TargetGroupAttribute { Key = a.Key, Value = a.Value })];

    [GeneratedRegex(@"^/[!-~]{0,1023}\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*\z")]
    private static partial Regex Matcher();
}
