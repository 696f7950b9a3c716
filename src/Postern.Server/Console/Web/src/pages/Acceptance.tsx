import { useState } from 'react';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Links } from '../api/types';
import { DecideDialog, type Decision } from '../network/DecideDialog';
import { isWaiting } from '../network/endpoint';
import { Decide, EndpointState } from '../network/EndpointCells';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { List } from '../parts/List';
import { usePages } from '../parts/usePages';
import { serviceLink } from '../routes';

/** Endpoints of all services that wait to be accepted, the longest waiting first. */
export function Acceptance({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, at } = useLive<Links>(`${projectPath(project)}/privatelinks?waiting=true`);
  const [decision, setDecision] = useState<Decision>();
  const queue = (value?.privatelinks ?? []).flatMap((link) => link.endpoints.filter(isWaiting).map((endpoint) => ({ service: link.service_name, endpoint, endpoints: link.endpoints })))
    .sort((a, b) => a.endpoint.create_time.localeCompare(b.endpoint.create_time));
  const { shown, pagination } = usePages(queue);
  return (
    <>
      {queue.length > 0 && (
        <List items={shown} id={({ endpoint }) => endpoint.vpc_endpoint_id} name="endpoints" at={at} pagination={pagination} empty=""
          header={<Header variant="h2" counter={`(${queue.length})`} description="Their owners wait for you.">To be accepted</Header>}
          columns={[
            { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 230, cell: ({ endpoint }) => <Copy text={endpoint.vpc_endpoint_id} /> },
            { id: 'state', header: 'State', minWidth: 180, cell: ({ endpoint }) => <EndpointState endpoint={endpoint} /> },
            { id: 'account', header: 'AWS account', minWidth: 170, cell: ({ endpoint }) => <Copy text={endpoint.owner_account} /> },
            { id: 'since', header: 'Waits since', minWidth: 120, cell: ({ endpoint }) => <Ago at={endpoint.create_time} /> },
            { id: 'service', header: 'Service', minWidth: 140, cell: ({ service }) => <Link href={serviceLink(project, service, 'network')}>{service}</Link> },
            { id: 'actions', header: 'Actions', minWidth: 150, cell: ({ endpoint, ...at }) => <Decide endpoint={endpoint} mayChange={mayChange} decide={(verb) => setDecision({ ...at, endpoint, verb })} /> },
          ]} />
      )}
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
