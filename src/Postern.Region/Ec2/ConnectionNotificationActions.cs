using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>
/// Notifications about connections. They are kept and described; there is no SNS here that they could be sent to.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointConnectionNotification.html
/// </summary>
internal sealed partial class ConnectionNotificationActions(RegionStore store)
{
    private const string NotFound = "InvalidConnectionNotification";
    private static readonly string[] Events = ["Accept", "Connect", "Delete", "Reject"];

    private static readonly Listing<ConnectionNotification> Notifications = new("connection notification", NotFound, new Dictionary<string, Func<ConnectionNotification, IEnumerable<string?>>>
    {
        ["connection-notification-id"] = n => [n.Id],
        ["connection-notification-arn"] = n => [n.TopicArn],
        ["connection-notification-state"] = _ => ["Enabled"],
        ["connection-notification-type"] = _ => ["Topic"],
        ["service-id"] = n => [n.ServiceId],
        ["vpc-endpoint-id"] = n => [n.EndpointId],
    });

    public Api.CreateVpcEndpointConnectionNotificationResult CreateVpcEndpointConnectionNotification(Api.CreateVpcEndpointConnectionNotification request, Caller caller)
    {
        Check(request.ConnectionNotificationArn, request.ConnectionEvents);
        if (request.ServiceId is null == request.VpcEndpointId is null)
        {
            throw AwsException.Bad("InvalidParameterCombination", "Exactly one of ServiceId and VpcEndpointId must be given");
        }

        return store.Change(t =>
        {
            var made = ClientTokens.Once(t, caller, request, request.ClientToken, () => t.Put(new ConnectionNotification
            {
                Id = NewId.Of("vpce-nfn"), Account = caller.Account, Region = caller.Region, TopicArn = request.ConnectionNotificationArn, Events = [.. request.ConnectionEvents],
                ServiceId = request.ServiceId is null ? null : t.State.RequireEndpointService(caller, request.ServiceId).Id,
                EndpointId = request.VpcEndpointId is null ? null : t.State.Require<VpcEndpoint>(caller, request.VpcEndpointId, EndpointActions.NotFound, "Vpc Endpoint").Id,
            }));
            return new Api.CreateVpcEndpointConnectionNotificationResult { ConnectionNotification = ToWire(made), ClientToken = request.ClientToken };
        });
    }

    public Api.DescribeVpcEndpointConnectionNotificationsResult DescribeVpcEndpointConnectionNotifications(Api.DescribeVpcEndpointConnectionNotifications request, Caller caller)
    {
        IReadOnlyList<string> ids = request.ConnectionNotificationId is { } id ? [id] : [];
        var (items, next) = Notifications.Describe(store.Snapshot.Of<ConnectionNotification>(caller), ids, request.Filters, request.MaxResults, request.NextToken);
        return new() { ConnectionNotificationSet = [.. items.Select(ToWire)], NextToken = next };
    }

    public Api.ModifyVpcEndpointConnectionNotificationResult ModifyVpcEndpointConnectionNotification(Api.ModifyVpcEndpointConnectionNotification request, Caller caller) => store.Change(t =>
    {
        var notification = t.State.Require<ConnectionNotification>(caller, request.ConnectionNotificationId, NotFound, "connection notification");
        var changed = notification with
        {
            TopicArn = request.ConnectionNotificationArn ?? notification.TopicArn,
            Events = request.ConnectionEvents.Count > 0 ? [.. request.ConnectionEvents] : notification.Events,
        };
        Check(changed.TopicArn, changed.Events);
        t.Put(changed);
        return new Api.ModifyVpcEndpointConnectionNotificationResult { ReturnValue = true };
    });

    public Api.DeleteVpcEndpointConnectionNotificationsResult DeleteVpcEndpointConnectionNotifications(Api.DeleteVpcEndpointConnectionNotifications request, Caller caller) => store.Change(t =>
    {
        var failed = new List<Api.UnsuccessfulItem>();
        foreach (var id in request.ConnectionNotificationIds)
        {
            if (t.State.Find<ConnectionNotification>(caller, id) is { } notification)
            {
                t.Remove(notification);
            }
            else
            {
                failed.Add(new() { ResourceId = id, Error = new() { Code = NotFound, Message = $"The connection notification ID '{id}' does not exist" } });
            }
        }

        return new Api.DeleteVpcEndpointConnectionNotificationsResult { Unsuccessful = failed };
    });

    private static void Check(string topicArn, IReadOnlyCollection<string> events)
    {
        List<string> mistakes = [];
        if (!TopicArn().IsMatch(topicArn))
        {
            mistakes.Add($"'{topicArn}' is not the ARN of an SNS topic.");
        }

        if (events.Count == 0 || events.Except(Events).Any())
        {
            mistakes.Add($"The connection events '{string.Join(", ", events)}' are not valid. Use some of {string.Join(", ", Events)}.");
        }

        if (mistakes.Count > 0)
        {
            throw AwsException.Bad("InvalidParameter", string.Join(" ", mistakes));
        }
    }

    private static Api.ConnectionNotification ToWire(ConnectionNotification notification) => new()
    {
        ConnectionNotificationId = notification.Id, ConnectionNotificationArn = notification.TopicArn, ConnectionNotificationType = "Topic", ConnectionNotificationState = "Enabled",
        ConnectionEvents = [.. notification.Events], ServiceId = notification.ServiceId, VpcEndpointId = notification.EndpointId, ServiceRegion = notification.ServiceId is null ? null : notification.Region,
    };

    [GeneratedRegex(@"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}\z")]
    private static partial Regex TopicArn();
}
