import { useState } from 'react';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Endpoint, Status } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { State } from '../parts/State';
import { DecideDialog, type Decision } from './DecideDialog';
import { isConnected, isWaiting } from './endpoint';

type Props = { project: string; status: Status; mayChange: boolean };

/** The endpoints that customers have connected, and those that wait to be accepted. */
export function Endpoints({ project, status, mayChange }: Props) {
  const [decision, setDecision] = useState<Decision>();
  const decide = (endpoint: Endpoint, verb: Decision['verb']) => setDecision({ service: status.service_name, endpoint, verb });
  const waiting = status.endpoints.filter(isWaiting).length;
  return (
    <>
      <Table
        variant="container"
        wrapLines
        items={status.endpoints}
        trackBy="vpc_endpoint_id"
        header={<Header variant="h2" counter={`(${status.endpoints.length})`} description={waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} to be accepted.` : undefined}>Connections</Header>}
        empty={<Box textAlign="center" color="inherit">No endpoint is connected. One is listed here as soon as somebody in an allowed account creates it.</Box>}
        columnDefinitions={[
          { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 260, cell: (e) => <Copy text={e.vpc_endpoint_id} /> },
          { id: 'state', header: 'State', minWidth: 200, cell: (e) => <EndpointState endpoint={e} /> },
          { id: 'account', header: 'AWS account', minWidth: 180, cell: (e) => <Copy text={e.owner_account} /> },
          { id: 'since', header: 'Made', minWidth: 100, cell: (e) => <Ago at={e.create_time} /> },
          { id: 'id', header: 'Connection ID', minWidth: 190, cell: (e) => (e.privatelink_connection_id ? <Copy text={e.privatelink_connection_id} /> : '–') },
          { id: 'dns', header: 'DNS name', minWidth: 300, cell: (e) => (e.dns_name ? <Copy text={e.dns_name} /> : '–') },
          { id: 'actions', header: 'Actions', minWidth: 170, cell: (e) => <Decide endpoint={e} mayChange={mayChange} decide={(verb) => decide(e, verb)} /> },
        ]}
      />
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}

export const EndpointState = ({ endpoint }: { endpoint: Endpoint }) => (
  <SpaceBetween size="xxs">
    <State state={endpoint.state} />
    {isConnected(endpoint) && !endpoint.is_allowed && <Badge color="red">connected but no longer allowed</Badge>}
    {endpoint.decision === 'rejected' && isConnected(endpoint) && <Badge color="grey">being rejected</Badge>}
    {endpoint.decision === 'accepted' && isWaiting(endpoint) && <Badge color="blue">being accepted</Badge>}
  </SpaceBetween>
);

export function Decide({ endpoint, mayChange, decide }: { endpoint: Endpoint; mayChange: boolean; decide: (verb: Decision['verb']) => void }) {
  if (!isWaiting(endpoint) && !isConnected(endpoint)) return <>–</>;
  return (
    <SpaceBetween direction="horizontal" size="s">
      {isWaiting(endpoint) && <Button variant="inline-link" disabled={!mayChange} ariaLabel={`Accept ${endpoint.vpc_endpoint_id}`} onClick={() => decide('accept')}>Accept</Button>}
      <Button variant="inline-link" disabled={!mayChange} ariaLabel={`Reject ${endpoint.vpc_endpoint_id}`} onClick={() => decide('reject')}>Reject</Button>
    </SpaceBetween>
  );
}
