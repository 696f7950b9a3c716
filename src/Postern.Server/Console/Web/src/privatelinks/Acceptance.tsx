import { useState } from 'react';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { projectPath } from '../api/client';
import type { Endpoint } from '../api/types';
import { DecideDialog, type Decision } from '../network/DecideDialog';
import { Decide, EndpointState } from '../network/EndpointCells';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { List } from '../parts/List';
import { Problem } from '../parts/Problem';
import { useServerPages } from '../parts/useServerPages';
import { serviceLink } from '../routes';

type Waiting = { service_name: string; endpoint: Endpoint };

const few = 5;

/** Endpoints of all services that wait to be accepted, the longest waiting first. */
export function Acceptance({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, at, error, search, filter, pagination } = useServerPages<{ endpoints: Waiting[]; total: number }>(`${projectPath(project)}/endpoints?state=pendingAcceptance`, 'endpoints');
  const [decision, setDecision] = useState<Decision>();
  const total = value?.total ?? 0;
  return (
    <>
      {!value && <Problem error={error} />}
      {(total > 0 || search !== '') && (
        <List items={value?.endpoints} id={({ endpoint }) => endpoint.vpc_endpoint_id} name="endpoints" at={at} filter={(total > few || search !== '') && filter} pagination={pagination} empty="No endpoint matches."
          header={<Header variant="h2" counter={`(${total})`} description="Their owners wait for you.">To be accepted</Header>}
          columns={[
            { id: 'endpoint', header: 'VPC endpoint', isRowHeader: true, minWidth: 220, cell: ({ endpoint }) => <Copy text={endpoint.vpc_endpoint_id} /> },
            { id: 'state', header: 'State', minWidth: 170, cell: ({ endpoint }) => <EndpointState endpoint={endpoint} /> },
            { id: 'account', header: 'AWS account', minWidth: 165, cell: ({ endpoint }) => <Copy text={endpoint.owner_account} /> },
            { id: 'since', header: 'Requested', minWidth: 110, cell: ({ endpoint }) => <Ago at={endpoint.create_time} /> },
            { id: 'service', header: 'Service', minWidth: 120, cell: ({ service_name: name }) => <Link href={serviceLink(project, name, 'network')}>{name}</Link> },
            { id: 'actions', header: 'Actions', minWidth: 140, cell: ({ endpoint, service_name: service }) => <Decide endpoint={endpoint} mayChange={mayChange} decide={(verb) => setDecision({ service, endpoint, verb })} /> },
          ]} />
      )}
      {decision && <DecideDialog project={project} decision={decision} close={() => setDecision(undefined)} />}
    </>
  );
}
