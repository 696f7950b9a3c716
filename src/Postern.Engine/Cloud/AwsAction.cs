namespace Postern.Engine.Cloud;

/// <summary>An action of AWS that may be called.</summary>
/// <param name="Service">The prefix that policies write, such as <c>ec2</c>.</param>
/// <param name="Name">For example <c>CreateVpc</c>.</param>
/// <param name="Scopes">Where it is allowed: in any of them. An action that concerns two resources, such as a subnet and the VPC that it is made in, has one for each.</param>
public sealed record AwsAction(string Service, string Name, params IReadOnlyList<AwsScope> Scopes)
{
    public override string ToString() => $"{Service}:{Name}";
}
