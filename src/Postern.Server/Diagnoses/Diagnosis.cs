namespace Postern.Server.Diagnoses;

/// <summary>The way from the customer to the node, hop by hop.</summary>
internal sealed record Diagnosis(IReadOnlyList<Finding> Findings)
{
    public static Diagnosis Of(DiagnosisInput input) => new([.. CustomerSide.Of(input).Concat(ServiceSide.Of(input)).Concat(BrokerSide.Of(input)).OrderBy(finding => finding.Hop)]);

    /// <summary>The first hop that does not work; where all do, the first that is waited for; otherwise null.</summary>
    public Finding? Obstacle => Findings.FirstOrDefault(f => f.Verdict == Verdict.Broken) ?? Findings.FirstOrDefault(f => f.Verdict == Verdict.Waiting);

    public Verdict Verdict => Obstacle?.Verdict ?? Verdict.Ok;
}
