namespace Postern.Server.Snippets;

/// <summary>A template. CloudFormation cannot look subnets up, so that whoever creates the stack picks them.</summary>
internal static class CloudFormationSnippet
{
    public static string Of(Offer offer) => $$"""
        AWSTemplateFormatVersion: "2010-09-09"
        Description: Attaches a VPC endpoint to service {{offer.Service}}, in region {{offer.Region}}
        Parameters:
          VpcId:
            Type: AWS::EC2::VPC::Id
            Description: The VPC that is to reach the service. Its range does not matter.
          SubnetIds:
            Type: List<AWS::EC2::Subnet::Id>
            Description: Subnets of that VPC, at most one in each of the zones {{string.Join(", ", offer.ZoneIds)}}
          ClientCidr:
            Type: String
            Description: Who in the VPC may use the endpoint, such as the range of the VPC
        Resources:
          SecurityGroup:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: To {{offer.Service}}
              VpcId: !Ref VpcId
              SecurityGroupIngress:
        {{string.Join('\n', offer.Ports.Select(Rule))}}
          Endpoint:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              VpcId: !Ref VpcId
              ServiceName: {{offer.AwsServiceName}}
              SubnetIds: !Ref SubnetIds
              SecurityGroupIds: [!Ref SecurityGroup]
        Outputs:
          VpcEndpointId:
            Value: !Ref Endpoint

        """;

    private static string Rule(OfferedPort port) =>
        $$"""        - { IpProtocol: tcp, FromPort: {{port.Port}}, ToPort: {{port.Port}}, CidrIp: !Ref ClientCidr, Description: {{port.Component}} }""";
}
