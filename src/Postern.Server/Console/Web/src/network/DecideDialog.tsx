import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { call, privatelinkPath } from '../api/client';
import type { Endpoint } from '../api/types';
import { cli } from '../cli';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { PlanPreview } from './PlanPreview';

export type Decision = { service: string; endpoint: Endpoint; verb: 'accept' | 'reject' };

/** Accepts or rejects one endpoint, or all of its account. */
export function DecideDialog({ project, decision: { service, endpoint, verb }, close }: { project: string; decision: Decision; close: () => void }) {
  const [whole, setWhole] = useState(false);
  const whom = whole ? endpoint.owner_account : endpoint.vpc_endpoint_id;
  const action = useAction(() => call('POST', `${privatelinkPath(project, service)}/endpoints/${whom}/${verb}`), close);
  const name = verb === 'accept' ? 'Accept' : 'Reject';
  return (
    <Dialog title={`${name} endpoint`} button={name} action={action} command={cli.decide(project, service, whom, verb)} close={close}>
      <KeyValuePairs columns={3} minColumnWidth={180} items={[
        { label: 'VPC endpoint', value: <Copy text={endpoint.vpc_endpoint_id} /> },
        { label: 'AWS account', value: <Copy text={endpoint.owner_account} /> },
        { label: 'Created', value: <Ago at={endpoint.create_time} /> },
      ]} />
      <Checkbox checked={whole} onChange={({ detail }) => setWhole(detail.checked)}>{name} every endpoint of account {endpoint.owner_account}, also those to come</Checkbox>
      {verb === 'reject' && <Alert type="warning">AWS takes back no rejection of an endpoint: its owner deletes it and makes another.</Alert>}
      <PlanPreview project={project} service={service} wish={{ action: verb, endpoint: whom }} />
    </Dialog>
  );
}
