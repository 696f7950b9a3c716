import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Tabs from '@cloudscape-design/components/tabs';
import { privatelinkPath } from '../api/client';
import { useAsked } from '../api/ask';
import type { Service, Snippets, Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { Problem } from '../parts/Problem';
import { scrolling } from '../parts/scrolling';
import { useDraft } from '../parts/useDraft';
import { type Customer, endpointCli, room, withVpc } from './endpoint';
import { SubnetZones } from './SubnetZones';
import { chosen, readSubnets } from './subnets';

type Props = { project: string; service: Service; status: Status };
type Field = { key: keyof Customer; label: string; placeholder: string };

const vpc: Field = { key: 'vpc', label: 'Your VPC ID', placeholder: 'vpc-0123456789abcdef0' };
const groups: Field = { key: 'groups', label: 'Your security group IDs', placeholder: 'sg-0123456789abcdef0' };

/** What the customer runs in their own account, for the zones and ports of this service. */
export function CustomerSide({ project, service, status }: Props) {
  const [customer, setCustomer] = useDraft<Customer>(`customer ${project} ${service.service_name}`, { vpc: '', subnets: '', groups: '' });
  const ports = status.routes.map((r) => `${r.component}:${r.port}`).join();
  const { value, error } = useAsked<Snippets>(`${privatelinkPath(project, service.service_name)}/snippets`, `${status.aws_service_name} ${ports}`);
  if (!value) return error ? <Problem error={error} /> : <Spinner />;
  const subnetIds = chosen(value.zone_ids, readSubnets(customer.subnets)).flatMap(({ id }) => id ?? []);
  const { aws_cli: script, terraform, cloudformation } = value.snippets;
  const field = ({ key, label, placeholder }: Field) => (
    <FormField key={key} label={label}>
      <Input value={customer[key]} placeholder={placeholder} disableBrowserAutocorrect onChange={({ detail }) => setCustomer({ ...customer, [key]: detail.value })} />
    </FormField>
  );
  const text = (tool: string, label: string, content: string) => (
    <SpaceBetween size="s">
      <Copy text={withVpc(content, customer.vpc)} label={label} />
      <Command line={cli.snippet(project, service.service_name, tool)} />
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary"><Ids text={`In the account of one of the principals, in ${value.aws_region}. For fault tolerance, the endpoint has a subnet in each zone that both have: ${value.zone_ids.join(', ')}. ${room(status)}`} /></Box>
      <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }]}>{field(vpc)}</Grid>
      <Tabs ariaLabel="Ways to create the endpoint" i18nStrings={scrolling} tabs={[
        { id: 'cli', label: 'AWS CLI', content: text('aws-cli', 'AWS CLI script', script) },
        { id: 'terraform', label: 'Terraform', content: text('terraform', 'Terraform module', terraform) },
        { id: 'cloudformation', label: 'CloudFormation', content: text('cloudformation', 'CloudFormation template', cloudformation) },
        {
          id: 'one', label: 'One command', content: (
            <SpaceBetween size="m">
              <SubnetZones region={value.aws_region} vpc={customer.vpc.trim()} zones={value.zone_ids} text={customer.subnets} change={(subnets) => setCustomer({ ...customer, subnets })} />
              <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }]}>{field(groups)}</Grid>
              <Copy text={endpointCli(value.aws_region, value.aws_service_name, customer, subnetIds)} code />
            </SpaceBetween>
          ),
        },
      ]} />
    </SpaceBetween>
  );
}
