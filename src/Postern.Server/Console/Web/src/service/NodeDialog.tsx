import { useState } from 'react';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { call, servicePath } from '../api/client';
import type { Nodes, NodeWish, Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { portsOf, textOf, wishOf } from './nodeWish';

type Props = { project: string; service: Service; known: Nodes; node?: NodeWish; close: () => void };

/** Registers a node, or another in the place of one. The API takes the whole list, so the others are sent with it as they are known: what somebody else registers meanwhile is not overwritten. */
export function NodeDialog({ project, service, known, node, close }: Props) {
  const path = `${servicePath(project, service.service_name)}/nodes`;
  const isKafka = service.service_type === 'kafka';
  const [typed, setTyped] = useState({
    name: node?.name ?? '', address: node?.address ?? '', zone: node?.zone ?? '', broker: node?.broker == null ? '' : `${node.broker}`, gateway: node?.gateway ?? false, ports: textOf(node?.ports ?? {}), tls: node?.tls_name ?? '',
  });
  const put = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const wished = wishOf({
    name: typed.name.trim(), address: typed.address.trim(), zone: typed.zone.trim(), gateway: typed.gateway, ports: portsOf(typed.ports), tls_name: typed.tls.trim(),
    broker: typed.broker.trim() === '' ? null : Number(typed.broker),
  });
  const others = known.nodes.map(wishOf);
  const wish = { nodes: node ? others.map((other) => (other.name === node.name ? wished : other)) : [...others, wished] };
  const action = useAction(() => call('PUT', path, wish, `${known.version}`), close);
  const command = node ? cli.replaceNode(project, service.service_name, node, wished) : cli.registerNode(project, service.service_name, wished);
  return (
    <Dialog title={node ? `Replace node ${node.name}` : 'Register node'} button={node ? 'Replace' : 'Register'} action={action} command={command} close={close}>
      <FormField label="Name" description={node && 'Under another name, or at another address, the node before is drained and let go.'}><Input value={typed.name} onChange={({ detail }) => put({ name: detail.value })} disableBrowserAutocorrect /></FormField>
      <FormField label="Address" constraintText={service.project_vpc_id ? 'IPv4 in the service’s project VPC, as its load balancers take no other.' : 'IPv4 of a private range.'}><Input value={typed.address} onChange={({ detail }) => put({ address: detail.value })} disableBrowserAutocorrect /></FormField>
      <FormField label={<span>Availability zone <i>– optional</i></span>}><Input value={typed.zone} onChange={({ detail }) => put({ zone: detail.value })} disableBrowserAutocorrect /></FormField>
      <FormField label="Ports" description="Where the node serves each component, one a line." constraintText={`Such as ${service.service_type} 9000`}>
        <Textarea value={typed.ports} onChange={({ detail }) => put({ ports: detail.value })} rows={3} spellcheck={false} />
      </FormField>
      {isKafka && (
        <>
          <FormField label={<span>Broker <i>– optional</i></span>} description="The id of the Kafka broker that runs here."><Input inputMode="numeric" value={typed.broker} onChange={({ detail }) => put({ broker: detail.value })} /></FormField>
          <FormField label={<span>Name in the broker’s certificate <i>– optional</i></span>} description="Left empty where gateway and broker speak in the clear."><Input value={typed.tls} onChange={({ detail }) => put({ tls: detail.value })} disableBrowserAutocorrect /></FormField>
          <Checkbox checked={typed.gateway} onChange={({ detail }) => put({ gateway: detail.checked })}>A gateway in front of all brokers</Checkbox>
        </>
      )}
    </Dialog>
  );
}
