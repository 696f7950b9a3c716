using System.Diagnostics.Metrics;

namespace Postern.Engine.Cloud;

/// <summary>Counts of what is asked of AWS, by class of operation: few, however many PrivateLinks there are.</summary>
internal static class EngineMeter
{
    public const string Name = "Postern.Engine";

    private static readonly Meter Source = new(Name);
    private static readonly Counter<long> Calls = Source.CreateCounter<long>("aws.calls", description: "Calls of AWS that were made.");
    private static readonly Counter<long> HeldBack = Source.CreateCounter<long>("aws.calls_held_back", description: "Calls that were put off because the account's limit of calls, as it is counted here, was reached.");
    private static readonly Counter<long> Throttled = Source.CreateCounter<long>("aws.calls_throttled", description: "Changes that AWS itself refused because of its limit of calls.");

    public static void Called(OperationClass operation) => Calls.Add(1, Class(operation));

    public static void PutOff(OperationClass operation) => HeldBack.Add(1, Class(operation));

    public static void Refused(OperationClass operation) => Throttled.Add(1, Class(operation));

    private static KeyValuePair<string, object?> Class(OperationClass operation) => new("class", operation.ToString());
}
