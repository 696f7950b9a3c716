import { useState } from 'react';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Status } from '../api/types';
import { isConnected } from '../network/endpoint';
import { Ago } from '../parts/Ago';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { usePages } from '../parts/usePages';
import { serviceLink } from '../routes';
import { Acceptance } from './Acceptance';

/** All PrivateLinks of the project, and the endpoints that wait for somebody's decision. */
export function Privatelinks({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, error } = useLive<{ privatelinks: Status[] }>(`${projectPath(project)}/privatelinks`);
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const links = (value?.privatelinks ?? []).filter((link) => textOf(link).includes(wanted));
  const { shown, pagination } = usePages(links);
  if (error && !value) return <Problem error={error} />;
  return (
    <ContentLayout header={<Header variant="h1" description={`Private ways to the services of project ${project}.`}>PrivateLinks</Header>}>
      <SpaceBetween size="l">
        {value && <Acceptance project={project} links={value.privatelinks} mayChange={mayChange} />}
        <Table
          variant="container"
          wrapLines
          items={shown}
          pagination={pagination}
          trackBy="service_name"
          loading={!value && !error}
          loadingText="Loading PrivateLinks"
          header={<Header variant="h2" counter={value && `(${links.length})`}>All PrivateLinks</Header>}
          filter={<TextFilter filteringText={filter} filteringPlaceholder="Find PrivateLinks" filteringAriaLabel="Find PrivateLinks" onChange={({ detail }) => setFilter(detail.filteringText)} />}
          empty={<Box textAlign="center" color="inherit">{wanted ? 'No PrivateLink matches.' : 'No service has a PrivateLink yet. Create one on the Network tab of a service.'}</Box>}
          columnDefinitions={[
            { id: 'service', header: 'Service', isRowHeader: true, minWidth: 150, cell: (l) => <Link href={serviceLink(project, l.service_name, 'network')}>{l.service_name}</Link> },
            { id: 'state', header: 'State', minWidth: 150, cell: (l) => <LinkState link={l} /> },
            { id: 'endpoints', header: 'Connected', minWidth: 110, cell: (l) => `${l.endpoints.filter(isConnected).length}${l.max_endpoints ? ` of ${l.max_endpoints}` : ''}` },
            { id: 'components', header: 'Components', minWidth: 200, cell: (l) => l.routes.map((r) => `${r.component}: ${r.state}`).join(', ') || 'none' },
            { id: 'principals', header: 'Principals', minWidth: 110, cell: (l) => l.principals.filter((p) => p.is_wished).length },
            { id: 'seen', header: 'Looked at', minWidth: 110, cell: (l) => (l.seen_at ? <Ago at={l.seen_at} /> : 'not yet') },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

const textOf = (link: Status) =>
  [link.service_name, link.state, link.aws_service_id, ...link.principals.map((p) => p.principal), ...link.endpoints.flatMap((e) => [e.vpc_endpoint_id, e.owner_account])].join(' ').toLowerCase();

const LinkState = ({ link }: { link: Status }) => (
  <SpaceBetween size="xxs">
    <State state={link.state} />
    {link.pending_repairs.length > 0 && <Badge color="red">a repair waits</Badge>}
    {link.endpoints.some((e) => isConnected(e) && !e.is_allowed) && <Badge color="red">connected but no longer allowed</Badge>}
  </SpaceBetween>
);
