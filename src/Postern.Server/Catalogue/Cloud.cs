namespace Postern.Server.Catalogue;

/// <summary>An AWS region as users name it.</summary>
/// <param name="Region">For example <c>eu-west-1</c>.</param>
internal sealed record Cloud(string Region)
{
    /// <summary>For example <c>aws-eu-west-1</c>.</summary>
    public string Name => "aws-" + Region;
}
