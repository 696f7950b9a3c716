import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import type { Endpoint, Status, Traffic } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { Find } from '../parts/Find';
import { type Column, List } from '../parts/List';
import { usePages } from '../parts/usePages';
import { DecideDialog, type Decision } from './DecideDialog';
import { Decide, EndpointState } from './EndpointCells';
import { isWaiting } from './endpoint';
import { went } from './went';

type Props = { project: string; status: Status; traffic?: Traffic; mayChange: boolean };

const few = 5;
const textOf = (e: Endpoint) => [e.vpc_endpoint_id, e.owner_account, e.state, e.privatelink_connection_id, e.dns_name, ...e.zones].join(' ').toLowerCase();

/** The endpoints that customers have connected, with what goes through each, and those that wait to be accepted. */
export function Endpoints({ project, status, traffic, mayChange }: Props) {
  const [decision, setDecision] = useState<Decision>();
  const [filter, setFilter] = useState('');
  const decide = (endpoint: Endpoint, verb: Decision['verb']) => setDecision({ service: status.service_name, endpoint, endpoints: status.endpoints, verb });
  const waiting = status.endpoints.filter(isWaiting).length;
  const found = status.endpoints.filter((e) => textOf(e).includes(filter.trim().toLowerCase()));
  const { shown, pagination } = usePages(found);
  const columns: Column<Endpoint>[] = [
    { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 245, cell: (e) => <Copy text={e.vpc_endpoint_id} /> },
    { id: 'state', header: 'State', minWidth: 140, cell: (e) => <><EndpointState endpoint={e} /><Box variant="small">made <Ago at={e.create_time} /></Box></> },
    { id: 'account', header: 'AWS account', minWidth: 185, cell: (e) => <><Copy text={e.owner_account} /><Box variant="small">{e.zones.join(', ')}</Box></> },
    { id: 'traffic', header: 'In the last hour', minWidth: 130, cell: (e) => (traffic ? went(traffic.endpoints.find((t) => t.vpc_endpoint_id === e.vpc_endpoint_id)?.minutes) : '…') },
    { id: 'id', header: 'Connection ID, DNS name', minWidth: 200, cell: (e) => (e.privatelink_connection_id ? <><Copy text={e.privatelink_connection_id} />{e.dns_name && <Copy text={e.dns_name} />}</> : '–') },
    { id: 'actions', header: 'Actions', minWidth: 110, cell: (e) => <Decide endpoint={e} mayChange={mayChange} decide={(verb) => decide(e, verb)} /> },
  ];
  return (
    <>
      <List items={shown} id={(e) => e.vpc_endpoint_id} name="connections" columns={columns} pagination={pagination}
        header={<Header variant="h2" counter={`(${status.endpoints.length})`} description={waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} to be accepted.` : undefined}>Connections</Header>}
        filter={status.endpoints.length > few && <Find what="connections" text={filter} change={setFilter} />}
        empty={filter ? 'No connection matches.' : 'No endpoint is connected. One is listed here as soon as somebody in an allowed account creates it.'} />
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
