import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { Copy } from '../parts/Copy';
import { chosen, listSubnets, readSubnets } from './subnets';
import { Ids } from '../parts/Ids';

type Props = { region: string; vpc: string; zones: string[]; text: string; change: (text: string) => void };

/** Which of the customer's subnets the endpoint gets: one in each zone of the service. */
export function SubnetZones({ region, vpc, zones, text, change }: Props) {
  const subnets = readSubnets(text);
  return (
    <SpaceBetween size="s">
      <FormField label="Your subnets and their zones" description={<>What this prints: <Copy text={listSubnets(region, vpc)} code /></>} stretch>
        <Textarea rows={3} value={text} placeholder={zones.map((zone) => `${zone}\tsubnet-0123456789abcdef0`).join('\n')} disableBrowserAutocorrect onChange={({ detail }) => change(detail.value)} />
      </FormField>
      {text.trim() !== '' && subnets.length === 0 && <StatusIndicator type="warning">No line has a zone ID, such as {zones[0]}, and a subnet ID</StatusIndicator>}
      {subnets.length > 0 && (
        <ul className="zones" aria-label="A subnet for each zone">
          {chosen(zones, subnets).map(({ zone, id }) => (
            <li key={zone}><Box color="text-body-secondary"><Ids text={zone} /></Box>{id ? <span><StatusIndicator type="success" iconAriaLabel="a subnet" /> <Ids text={id} /></span> : <StatusIndicator type="warning">you have no subnet here: the endpoint is not in this zone</StatusIndicator>}</li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}
