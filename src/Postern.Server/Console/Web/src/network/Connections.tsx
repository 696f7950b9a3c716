import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Connection, Status } from '../api/types';
import { Copy } from '../parts/Copy';
import { State } from '../parts/State';
import { Time } from '../parts/Time';

/** The endpoints that customers have connected. */
export function Connections({ project, service, status }: { project: string; service: string; status?: Status }) {
  const { value, error } = useLive<{ connections: Connection[] }>(`${privatelinkPath(project, service)}/connections`);
  const connections = value?.connections ?? [];
  const more = (endpoint: string) => status?.connections.find((c) => c.vpc_endpoint_id === endpoint);
  return (
    <Table
      variant="container"
      wrapLines
      items={connections}
      trackBy="vpc_endpoint_id"
      loading={!value && !error}
      loadingText="Loading connections"
      header={<Header variant="h2" counter={value && `(${connections.length})`}>Connections</Header>}
      empty={<Box textAlign="center" color="inherit">No endpoint is connected. A connection is visible here once its AWS endpoint is available.</Box>}
      columnDefinitions={[
        { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 260, cell: (c) => <Copy text={c.vpc_endpoint_id} /> },
        { id: 'state', header: 'State', minWidth: 120, cell: (c) => <State state={c.state} /> },
        { id: 'account', header: 'AWS account', minWidth: 190, cell: (c) => <Copy text={more(c.vpc_endpoint_id)?.account ?? '…'} /> },
        { id: 'since', header: 'Since', minWidth: 110, cell: (c) => { const at = more(c.vpc_endpoint_id)?.connect_time; return at ? <Time at={at} /> : '–'; } },
        { id: 'id', header: 'Connection ID', minWidth: 190, cell: (c) => (c.privatelink_connection_id ? <Copy text={c.privatelink_connection_id} /> : '–') },
        { id: 'dns', header: 'DNS name', minWidth: 300, cell: (c) => (c.dns_name ? <Copy text={c.dns_name} /> : '–') },
      ]}
    />
  );
}
