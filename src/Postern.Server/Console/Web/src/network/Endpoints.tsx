import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import { privatelinkPath } from '../api/client';
import type { Endpoint, EndpointPage, Status } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { type Column, List } from '../parts/List';
import { useServerPages } from '../parts/useServerPages';
import { DecideDialog, type Decision } from './DecideDialog';
import { Decide, EndpointState } from './EndpointCells';
import { useTraffic } from './useTraffic';
import { wentThrough } from './went';

type Props = { project: string; status: Status; mayChange: boolean };

const few = 5;

/** The endpoints that customers have connected, with what goes through each, and those that wait to be accepted. */
export function Endpoints({ project, status, mayChange }: Props) {
  const service = status.service_name;
  const { total, pending_acceptance: waiting } = status.endpoint_counts;
  const { value, at, search, filter, pagination } = useServerPages<EndpointPage>(`${privatelinkPath(project, service)}/endpoints`, 'connections');
  const traffic = useTraffic(project, service, value?.endpoints.map((e) => e.vpc_endpoint_id)).value;
  const [decision, setDecision] = useState<Decision>();
  const decide = (endpoint: Endpoint, verb: Decision['verb']) => setDecision({ service, endpoint, verb });
  const columns: Column<Endpoint>[] = [
    { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 245, cell: (e) => <Copy text={e.vpc_endpoint_id} /> },
    { id: 'state', header: 'State', minWidth: 140, cell: (e) => <><EndpointState endpoint={e} /><Box variant="small">made <Ago at={e.create_time} /></Box></> },
    { id: 'account', header: 'AWS account', minWidth: 185, cell: (e) => <><Copy text={e.owner_account} /><Box variant="small">{e.zones.join(', ')}</Box></> },
    { id: 'traffic', header: 'In the last hour', minWidth: 130, cell: (e) => wentThrough(e, traffic) ?? '…' },
    { id: 'id', header: 'Connection ID, DNS name', minWidth: 200, cell: (e) => (e.privatelink_connection_id ? <><Copy text={e.privatelink_connection_id} />{e.dns_name && <Copy text={e.dns_name} />}</> : '–') },
    { id: 'actions', header: 'Actions', minWidth: 110, cell: (e) => <Decide endpoint={e} mayChange={mayChange} decide={(verb) => decide(e, verb)} /> },
  ];
  return (
    <>
      <List items={value?.endpoints} at={at} id={(e) => e.vpc_endpoint_id} name="connections" columns={columns} pagination={pagination}
        header={<Header variant="h2" counter={`(${total})`} description={waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} to be accepted.` : undefined}>Connections</Header>}
        filter={total > few && filter}
        empty={search ? 'No connection matches.' : 'No endpoint is connected. One is listed here as soon as somebody in an allowed account creates it.'} />
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
