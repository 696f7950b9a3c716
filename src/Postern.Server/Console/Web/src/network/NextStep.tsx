import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { Copy } from '../parts/Copy';

/** The customer's half, in the customer's own account. */
export function NextStep({ cloud, awsServiceName }: { cloud: string; awsServiceName: string }) {
  const line = `aws ec2 --region ${cloud.replace(/^aws-/, '')} create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $your_vpc_id `
    + `--subnet-ids $space_separated_list_of_subnet_ids --security-group-ids $security_group_ids --service-name ${awsServiceName}`;
  return (
    <Container header={<Header variant="h2" description="For fault tolerance, specify a subnet ID for each availability zone in the region.">Create a VPC endpoint</Header>}>
      <Box variant="code"><Copy text={line} /></Box>
    </Container>
  );
}
