using static Postern.Gateway.Protocol.FieldRole;
using static Postern.Gateway.Protocol.FieldType;

namespace Postern.Gateway.Protocol;

/// <summary>
/// The answers that carry brokers' addresses, field by field, after the message definitions that Apache Kafka publishes
/// (https://kafka.apache.org/protocol). A new version is a new row here and a new number in <see cref="KnownVersions"/>.
/// </summary>
internal static class Answers
{
    private static readonly Field[] Address =
        [new("NodeId", Bits32, Role: BrokerId), new("Host", Text, Role: BrokerHost), new("Port", Bits32, Role: BrokerPort)];

    private static readonly Answer Produce = new(KnownVersions.Produce, FlexibleFrom: 9, AddressesFrom: 10,
        new("Responses", Structures, Fields: [
            new("Name", Text, To: 12),
            new("TopicId", Uuid, From: 13),
            new("PartitionResponses", Structures, Fields: [
                new("Index", Bits32),
                new("ErrorCode", Bits16),
                new("BaseOffset", Bits64),
                new("LogAppendTimeMs", Bits64, From: 2),
                new("LogStartOffset", Bits64, From: 5),
                new("RecordErrors", Structures, From: 8, Fields: [new("BatchIndex", Bits32), new("BatchIndexErrorMessage", Text)]),
                new("ErrorMessage", Text, From: 8)])]),
        new("ThrottleTimeMs", Bits32, From: 1),
        new("NodeEndpoints", Structures, From: 10, Tag: 0, Fields: [.. Address, new("Rack", Text)]));

    private static readonly Answer Metadata = new(KnownVersions.Metadata, FlexibleFrom: 9, AddressesFrom: 0,
        new("ThrottleTimeMs", Bits32, From: 3),
        new("Brokers", Structures, Fields: [.. Address, new("Rack", Text, From: 1)]),
        new("ClusterId", Text, From: 2),
        new("ControllerId", Bits32, From: 1),
        new("Topics", Structures, Fields: [
            new("ErrorCode", Bits16),
            new("Name", Text),
            new("TopicId", Uuid, From: 10),
            new("IsInternal", Bits8, From: 1),
            new("Partitions", Structures, Fields: [
                new("ErrorCode", Bits16),
                new("PartitionIndex", Bits32),
                new("LeaderId", Bits32),
                new("LeaderEpoch", Bits32, From: 7),
                new("ReplicaNodes", Integers),
                new("IsrNodes", Integers),
                new("OfflineReplicas", Integers, From: 5)]),
            new("TopicAuthorizedOperations", Bits32, From: 8)]),
        new("ClusterAuthorizedOperations", Bits32, From: 8, To: 10),
        new("ErrorCode", Bits16, From: 13));

    private static readonly Answer FindCoordinator = new(KnownVersions.FindCoordinator, FlexibleFrom: 3, AddressesFrom: 0,
        new("ThrottleTimeMs", Bits32, From: 1),
        new("ErrorCode", Bits16, To: 3),
        new("ErrorMessage", Text, From: 1, To: 3),
        new("NodeId", Bits32, To: 3, Role: BrokerId),
        new("Host", Text, To: 3, Role: BrokerHost),
        new("Port", Bits32, To: 3, Role: BrokerPort),
        new("Coordinators", Structures, From: 4, Fields: [
            new("Key", Text), .. Address, new("ErrorCode", Bits16), new("ErrorMessage", Text)]));

    private static readonly Answer DescribeCluster = new(KnownVersions.DescribeCluster, FlexibleFrom: 0, AddressesFrom: 0,
        new("ThrottleTimeMs", Bits32),
        new("ErrorCode", Bits16),
        new("ErrorMessage", Text),
        new("EndpointType", Bits8, From: 1),
        new("ClusterId", Text),
        new("ControllerId", Bits32),
        new("Brokers", Structures, Fields: [.. Address, new("Rack", Text), new("IsFenced", Bits8, From: 2)]),
        new("ClusterAuthorizedOperations", Bits32));

    /// <summary>Every answer of the table.</summary>
    public static IReadOnlyList<Answer> All { get; } = [Produce, Metadata, FindCoordinator, DescribeCluster];

    /// <summary>The table's row for an answer of this version, or null where it passes unread.</summary>
    public static Answer? Find(short apiKey, short version)
    {
        Answer? answer = apiKey switch
        {
            KnownVersions.Produce => Produce,
            KnownVersions.Metadata => Metadata,
            KnownVersions.FindCoordinator => FindCoordinator,
            KnownVersions.DescribeCluster => DescribeCluster,
            _ => null,
        };
        return answer is not null && version >= answer.AddressesFrom ? answer : null;
    }
}
