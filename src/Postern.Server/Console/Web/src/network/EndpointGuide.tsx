import { useState } from 'react';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import type { Privatelink, Service, Status } from '../api/types';
import { Copy } from '../parts/Copy';
import { serviceLink } from '../routes';
import { type Customer, endpointCli, endpointCloudFormation, endpointTerraform } from './endpoint';

type Props = { project: string; service: Service; link: Privatelink; status: Status };

const fields: { key: keyof Customer; label: string; placeholder: string }[] = [
  { key: 'vpc', label: 'Your VPC ID', placeholder: 'vpc-0123456789abcdef0' },
  { key: 'subnets', label: 'Your subnet IDs', placeholder: 'subnet-0123… subnet-4567…' },
  { key: 'groups', label: 'Your security group IDs', placeholder: 'sg-0123456789abcdef0' },
];

/** The customer's half, in the customer's own account: what they type becomes the exact text to run, and then the page waits for the endpoint. */
export function EndpointGuide({ project, service, link, status }: Props) {
  const [customer, setCustomer] = useState<Customer>({ vpc: '', subnets: '', groups: '' });
  const name = link.aws_service_name;
  if (!name) return null;
  const region = service.cloud_name.replace(/^aws-/, '');
  const ways = status.components.length;
  return (
    <Container header={<Header variant="h2" description="In the account of one of the principals. For fault tolerance, specify a subnet ID for each availability zone in the region.">Create a VPC endpoint</Header>}>
      <SpaceBetween size="l">
        <Grid gridDefinition={fields.map(() => ({ colspan: { default: 12, s: 4 } }))}>
          {fields.map(({ key, label, placeholder }) => (
            <FormField key={key} label={label}>
              <Input value={customer[key]} placeholder={placeholder} disableBrowserAutocorrect onChange={({ detail }) => setCustomer({ ...customer, [key]: detail.value })} />
            </FormField>
          ))}
        </Grid>
        <Tabs ariaLabel="Ways to create the endpoint" tabs={[
          { id: 'cli', label: 'AWS CLI', content: <Copy text={endpointCli(region, name, customer)} code /> },
          { id: 'cloudformation', label: 'CloudFormation', content: <Copy text={endpointCloudFormation(name, customer)} code /> },
          { id: 'terraform', label: 'Terraform', content: <Copy text={endpointTerraform(service.service_name, name, customer)} code /> },
        ]} />
        {status.connections.length > 0
          ? <StatusIndicator type="success">{status.connections.map((c) => c.vpc_endpoint_id).join(', ')} is connected</StatusIndicator>
          : <StatusIndicator type="pending">Waiting for the endpoint. It shows up here by itself once AWS has it available.</StatusIndicator>}
        <NextStep ways={ways} connected={status.connections.length > 0} open={status.components.some((c) => c.open)} overview={serviceLink(project, service.service_name)} />
      </SpaceBetween>
    </Container>
  );
}

/** What is left to do until a client can connect. */
function NextStep({ ways, connected, open, overview }: { ways: number; connected: boolean; open: boolean; overview: string }) {
  if (ways === 0) {
    return <StatusIndicator type="info">No component is switched on yet. <Link href={overview}>Switch one on</Link> under Advanced configuration → Add configuration option.</StatusIndicator>;
  }
  if (!connected || !open) return null;
  return <StatusIndicator type="success">Clients can connect. <Link href={overview}>Connection information</Link> has the host and the service URI of the privatelink route.</StatusIndicator>;
}
