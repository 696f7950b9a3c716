/** What the customer says of their own network. */
export type Customer = { vpc: string; subnets: string; groups: string };

const ids = (text: string) => text.split(/[\s,]+/).filter((id) => id !== '');
const list = (text: string) => ids(text).map((id) => `"${id}"`).join(', ');

/** Placeholders in the documentation's own words where nothing was typed. */
export function endpointCli(region: string, serviceName: string, { vpc, subnets, groups }: Customer): string {
  return `aws ec2 --region ${region} create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id ${vpc.trim() || '$your_vpc_id'} `
    + `--subnet-ids ${ids(subnets).join(' ') || '$space_separated_list_of_subnet_ids'} --security-group-ids ${ids(groups).join(' ') || '$security_group_ids'} --service-name ${serviceName}`;
}

export function endpointTerraform(service: string, serviceName: string, { vpc, subnets, groups }: Customer): string {
  return [
    `resource "aws_vpc_endpoint" "${service.replaceAll('-', '_')}" {`,
    '  vpc_endpoint_type  = "Interface"',
    `  vpc_id             = ${vpc.trim() ? `"${vpc.trim()}"` : 'var.vpc_id'}`,
    `  subnet_ids         = ${ids(subnets).length ? `[${list(subnets)}]` : 'var.subnet_ids'}`,
    `  security_group_ids = ${ids(groups).length ? `[${list(groups)}]` : 'var.security_group_ids'}`,
    `  service_name       = "${serviceName}"`,
    '}',
  ].join('\n');
}

export function endpointCloudFormation(serviceName: string, { vpc, subnets, groups }: Customer): string {
  const items = (text: string, otherwise: string) => (ids(text).length ? ids(text) : [otherwise]).map((id) => `        - ${id}`);
  return [
    'Resources:',
    '  Endpoint:',
    '    Type: AWS::EC2::VPCEndpoint',
    '    Properties:',
    '      VpcEndpointType: Interface',
    `      VpcId: ${vpc.trim() || 'YOUR_VPC_ID'}`,
    '      SubnetIds:',
    ...items(subnets, 'YOUR_SUBNET_ID'),
    '      SecurityGroupIds:',
    ...items(groups, 'YOUR_SECURITY_GROUP_ID'),
    `      ServiceName: ${serviceName}`,
  ].join('\n');
}
