namespace Postern.Engine.Cloud;

/// <summary>How many calls of a kind AWS allows one account in one region, as counted here.</summary>
/// <param name="Class">The calls that AWS counts together, such as <c>ElbCreate</c>.</param>
/// <param name="Available">Calls that can be made at once now; negative where more were made than there were.</param>
/// <param name="Burst">The most that can be there.</param>
/// <param name="PerSecond">How many come back each second.</param>
public sealed record CallBudget(string Class, double Available, double Burst, double PerSecond);
