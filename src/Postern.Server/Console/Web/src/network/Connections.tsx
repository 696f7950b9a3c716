import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Connection } from '../api/types';
import { Copy } from '../parts/Copy';
import { State } from '../parts/State';

/** The endpoints that customers have connected. */
export function Connections({ project, service }: { project: string; service: string }) {
  const { value, error } = useLive<{ connections: Connection[] }>(`${privatelinkPath(project, service)}/connections`);
  const connections = value?.connections ?? [];
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
        { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 200, cell: (c) => <Copy text={c.vpc_endpoint_id} /> },
        { id: 'state', header: 'State', minWidth: 110, cell: (c) => <State state={c.state} /> },
        { id: 'id', header: 'Connection ID', minWidth: 160, cell: (c) => (c.privatelink_connection_id ? <Copy text={c.privatelink_connection_id} /> : '–') },
        { id: 'dns', header: 'DNS name', minWidth: 260, cell: (c) => (c.dns_name ? <Copy text={c.dns_name} /> : '–') },
      ]}
    />
  );
}
