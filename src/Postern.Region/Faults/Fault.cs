using System.Collections.Immutable;

namespace Postern.Region.Faults;

/// <summary>Something that goes wrong on request.</summary>
/// <param name="Id">For removing it.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Action">The actions it is for, such as <c>CreateVpcEndpoint</c> or <c>Describe*</c>.</param>
/// <param name="Count">How often it still strikes; null for as long as it is there.</param>
/// <param name="Probability">How likely it strikes at a call that it is for, from 0 (exclusive) to 1.</param>
/// <param name="Seed">Where its chances begin: the same seed and the same calls make the same faults.</param>
/// <param name="Seconds">How long, for what is slow.</param>
/// <param name="Struck">How often it has.</param>
internal sealed record Fault(string Id, string Kind, string Action, int? Count, double Probability, int Seed, double Seconds, int Struck)
{
    public const string Throttling = "throttling", InternalError = "internal-error", Unavailable = "unavailable", LostRequest = "lost-request", LostAnswer = "lost-answer",
        EmptyPage = "empty-page", SlowAnswer = "slow-answer", SlowProvisioning = "slow-provisioning",
        FailedProvisioning = "failed-provisioning", ImpairedProvisioning = "impaired-provisioning", ExpiredAcceptance = "expired-acceptance";

    public static ImmutableSortedDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        [Throttling] = "refused as too many calls",
        [InternalError] = "HTTP 500, nothing is done",
        [Unavailable] = "HTTP 503, nothing is done",
        [LostRequest] = "the connection is cut before anything is done",
        [LostAnswer] = "the work is done, then the connection is cut",
        [EmptyPage] = "a Describe answers no items and a token",
        [SlowAnswer] = "the answer comes SECONDS later",
        [SlowProvisioning] = "what the call sets in motion takes SECONDS longer",
        [FailedProvisioning] = "the load balancer, endpoint service or endpoint that the call begins to provision ends as failed",
        [ImpairedProvisioning] = "the load balancer that the call begins to provision ends as active_impaired",
        [ExpiredAcceptance] = "the endpoint that the call makes expires after SECONDS if nobody has accepted or rejected it",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Whether a kind has <see cref="Seconds"/>.</summary>
    public static bool HasSeconds(string? kind) => kind is SlowAnswer or SlowProvisioning or ExpiredAcceptance;
}
