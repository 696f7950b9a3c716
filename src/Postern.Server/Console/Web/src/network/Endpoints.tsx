import { Fragment, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import { privatelinkPath } from '../api/client';
import type { Endpoint, EndpointPage, Status } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { type Column, List } from '../parts/List';
import { Problem } from '../parts/Problem';
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
  const { value, at, error, search, filter, pagination } = useServerPages<EndpointPage>(`${privatelinkPath(project, service)}/endpoints`, 'connections');
  const traffic = useTraffic(project, service, value?.endpoints.map((e) => e.vpc_endpoint_id)).value;
  const [decision, setDecision] = useState<Decision>();
  const decide = (endpoint: Endpoint, verb: Decision['verb']) => setDecision({ service, endpoint, verb });
  const columns: Column<Endpoint>[] = [
    { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 230, cell: (e) => <><Copy text={e.vpc_endpoint_id} /><Copy text={e.owner_account} shown={`account ${e.owner_account}`} /></> },
    { id: 'state', header: 'State', minWidth: 190, cell: (e) => <><EndpointState endpoint={e} /><Box variant="small">created <Ago at={e.create_time} /></Box></> },
    { id: 'zones', header: 'Zones', minWidth: 115, cell: (e) => (e.zones.length === 0 ? '–' : e.zones.map((zone, at) => <Fragment key={zone}>{at > 0 && ', '}<span className="whole">{zone}</span></Fragment>)) },
    { id: 'traffic', header: 'In the last hour', minWidth: 115, cell: (e) => wentThrough(e, traffic) ?? '…' },
    { id: 'id', header: 'Connection ID, DNS name', minWidth: 235, cell: (e) => (e.privatelink_connection_id ? <><Copy text={e.privatelink_connection_id} />{e.dns_name && <Copy text={e.dns_name} />}</> : '–') },
    { id: 'actions', header: 'Actions', minWidth: 90, cell: (e) => <Decide endpoint={e} mayChange={mayChange} decide={(verb) => decide(e, verb)} /> },
  ];
  return (
    <>
      {!value && <Problem error={error} />}
      <List items={value?.endpoints} at={at} id={(e) => e.vpc_endpoint_id} name="connections" columns={columns} pagination={pagination}
        header={<Header variant="h2" counter={`(${total})`} description={waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} to be accepted.` : undefined}>Connections</Header>}
        filter={total > few && filter}
        empty={search ? 'No connection matches.' : 'No endpoint is connected. One is listed here as soon as somebody in an allowed account creates it.'} />
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
