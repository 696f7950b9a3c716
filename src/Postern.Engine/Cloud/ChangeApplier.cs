using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Engine.Plans;
using Elb = Postern.Aws.ElbV2;

namespace Postern.Engine.Cloud;

/// <summary>One AWS call for each change.</summary>
internal sealed class ChangeApplier(CloudRegion region, ApiBudget budget)
{
    /// <exception cref="OutOfBudgetException">AWS, or our own count, allows no call now.</exception>
    public async Task<Applied> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        var operation = OperationClasses.Of(change);
        budget.Take(operation, 1);
        EngineMeter.Called(operation);
        try
        {
            await CallAsync(change, cancellationToken);
            return new Applied.Done();
        }
        catch (AmazonServiceException error) when (AwsErrors.IsThrottled(error))
        {
            EngineMeter.Refused(operation);
            throw new OutOfBudgetException(ApiBudget.AfterThrottling, $"AWS asks to slow down: {AwsErrors.Describe(error)}.");
        }
        catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error) && IsRemoval(change))
        {
            return new Applied.Done();
        }
        catch (AmazonServiceException error)
        {
            var reason = $"AWS did not {change.Description}: {AwsErrors.Describe(error)}.";
            return AwsErrors.IsPassing(error) ? new Applied.NotYet(reason) : new Applied.Refused(reason);
        }
    }

    private Task CallAsync(Change change, CancellationToken cancellationToken) => change switch
    {
        Change.CreateLoadBalancer c => region.Elb.SendAsync(AwsRequests.Request(c.LoadBalancer), cancellationToken),
        Change.SetSubnets c => region.Elb.SendAsync(new Elb.SetSubnets { LoadBalancerArn = c.LoadBalancerArn, Subnets = c.SubnetIds }, cancellationToken),
        Change.EnableCrossZone c => region.Elb.SendAsync(new Elb.ModifyLoadBalancerAttributes { LoadBalancerArn = c.LoadBalancerArn, Attributes = [new() { Key = ElbAttributes.CrossZone, Value = "true" }] }, cancellationToken),
        Change.DeleteLoadBalancer c => region.Elb.SendAsync(new Elb.DeleteLoadBalancer { LoadBalancerArn = c.LoadBalancerArn }, cancellationToken),
        Change.CreateTargetGroup c => region.Elb.SendAsync(AwsRequests.Request(c.Route), cancellationToken),
        Change.SetHealthCheck c => region.Elb.SendAsync(AwsRequests.Request(c), cancellationToken),
        Change.SetTargetGroupAttributes c => region.Elb.SendAsync(new Elb.ModifyTargetGroupAttributes { TargetGroupArn = c.TargetGroupArn, Attributes = ElbAttributes.OfTargetGroup(c.ProxyProtocol) }, cancellationToken),
        Change.RegisterTargets c => region.Elb.SendAsync(new Elb.RegisterTargets { TargetGroupArn = c.TargetGroupArn, Targets = AwsRequests.Targets(c.Targets) }, cancellationToken),
        Change.DeregisterTargets c => region.Elb.SendAsync(new Elb.DeregisterTargets { TargetGroupArn = c.TargetGroupArn, Targets = AwsRequests.Targets(c.Targets) }, cancellationToken),
        Change.DeleteTargetGroup c => region.Elb.SendAsync(new Elb.DeleteTargetGroup { TargetGroupArn = c.TargetGroupArn }, cancellationToken),
        Change.CreateListener c => region.Elb.SendAsync(
            new Elb.CreateListener { LoadBalancerArn = c.LoadBalancerArn, Protocol = "TCP", Port = c.Route.Port, DefaultActions = AwsRequests.Forward(c.TargetGroupArn), Tags = AwsRequests.Tags(c.Route.Tags) }, cancellationToken),
        Change.RepairListener c => region.Elb.SendAsync(new Elb.ModifyListener { ListenerArn = c.ListenerArn, Protocol = "TCP", Port = c.Port, DefaultActions = AwsRequests.Forward(c.TargetGroupArn) }, cancellationToken),
        Change.DeleteListener c => region.Elb.SendAsync(new Elb.DeleteListener { ListenerArn = c.ListenerArn }, cancellationToken),
        Change.TagElbObject c => region.Elb.SendAsync(new Elb.AddTags { ResourceArns = [c.Arn], Tags = AwsRequests.Tags(c.Tags) }, cancellationToken),
        Change.TagEndpointService c => region.Ec2.CreateTagsAsync(new CreateTagsRequest([c.ServiceId], AwsRequests.Ec2Tags(c.Tags)), cancellationToken),
        Change.CreateEndpointService c => region.Ec2.CreateVpcEndpointServiceConfigurationAsync(AwsRequests.Request(c), cancellationToken),
        Change.ModifyEndpointService c => region.Ec2.ModifyVpcEndpointServiceConfigurationAsync(AwsRequests.Request(c), cancellationToken),
        Change.ModifyPermissions c => region.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = c.ServiceId, AddAllowedPrincipals = AwsRequests.List(c.Add), RemoveAllowedPrincipals = AwsRequests.List(c.Remove) }, cancellationToken),
        Change.AcceptConnections c => AcceptAsync(c, cancellationToken),
        Change.RejectConnections c => RejectAsync(c, cancellationToken),
        Change.DeleteEndpointService c => DeleteServiceAsync(c, cancellationToken),
        _ => throw new NotSupportedException($"No AWS call for {change.GetType().Name}."),
    };

    private async Task AcceptAsync(Change.AcceptConnections change, CancellationToken cancellationToken)
    {
        var answer = await region.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = change.ServiceId, VpcEndpointIds = AwsRequests.List(change.EndpointIds) }, cancellationToken);
        ThrowIfAny(answer.Unsuccessful);
    }

    private async Task RejectAsync(Change.RejectConnections change, CancellationToken cancellationToken)
    {
        var answer = await region.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = change.ServiceId, VpcEndpointIds = AwsRequests.List(change.EndpointIds) }, cancellationToken);
        ThrowIfAny(answer.Unsuccessful);
    }

    private async Task DeleteServiceAsync(Change.DeleteEndpointService change, CancellationToken cancellationToken)
    {
        var answer = await region.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [change.ServiceId] }, cancellationToken);
        ThrowIfAny(answer.Unsuccessful);
    }

    /// <summary>These calls answer 200 also where they did nothing, and say so in a list.</summary>
    private static void ThrowIfAny(List<UnsuccessfulItem>? unsuccessful)
    {
        var errors = (unsuccessful ?? []).Select(item => new AmazonEC2Exception($"{item.ResourceId}: {item.Error?.Message}") { ErrorCode = item.Error?.Code, StatusCode = HttpStatusCode.OK });
        if (errors.OrderBy(AwsErrors.IsNotFound).FirstOrDefault() is { } error)
        {
            throw error;
        }
    }

    private static bool IsRemoval(Change change) => change is
        Change.DeleteEndpointService or Change.DeleteListener or Change.DeleteTargetGroup or Change.DeleteLoadBalancer or Change.DeregisterTargets or Change.RejectConnections;
}
