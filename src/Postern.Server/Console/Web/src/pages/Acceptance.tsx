import { useState } from 'react';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import type { Status } from '../api/types';
import { DecideDialog, type Decision } from '../network/DecideDialog';
import { isWaiting } from '../network/endpoint';
import { Decide, EndpointState } from '../network/Endpoints';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { usePages } from '../parts/usePages';
import { serviceLink } from '../routes';

/** Endpoints of all services that wait to be accepted, the longest waiting first. */
export function Acceptance({ project, links, mayChange }: { project: string; links: Status[]; mayChange: boolean }) {
  const [decision, setDecision] = useState<Decision>();
  const queue = links.flatMap((link) => link.endpoints.filter(isWaiting).map((endpoint) => ({ service: link.service_name, endpoint })))
    .sort((a, b) => a.endpoint.create_time.localeCompare(b.endpoint.create_time));
  const { shown, pagination } = usePages(queue);
  return (
    <>
      {queue.length > 0 && (
        <Table
          variant="container"
          wrapLines
          items={shown}
          pagination={pagination}
          trackBy={({ endpoint }) => endpoint.vpc_endpoint_id}
          header={<Header variant="h2" counter={`(${queue.length})`} description="Their owners wait for you.">To be accepted</Header>}
          columnDefinitions={[
            { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 230, cell: ({ endpoint }) => <Copy text={endpoint.vpc_endpoint_id} /> },
            { id: 'state', header: 'State', minWidth: 200, cell: ({ endpoint }) => <EndpointState endpoint={endpoint} /> },
            { id: 'account', header: 'AWS account', minWidth: 170, cell: ({ endpoint }) => <Copy text={endpoint.owner_account} /> },
            { id: 'since', header: 'Waits since', minWidth: 120, cell: ({ endpoint }) => <Ago at={endpoint.create_time} /> },
            { id: 'service', header: 'Service', minWidth: 140, cell: ({ service }) => <Link href={serviceLink(project, service, 'network')}>{service}</Link> },
            { id: 'actions', header: 'Actions', minWidth: 170, cell: ({ service, endpoint }) => <Decide endpoint={endpoint} mayChange={mayChange} decide={(verb) => setDecision({ service, endpoint, verb })} /> },
          ]}
        />
      )}
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
