import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { forbidden } from '../parts/forbidden';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { usePages } from '../parts/usePages';
import { newServiceLink, serviceLink } from '../routes';

const columns = (project: string, links: Status[] | undefined): TableProps.ColumnDefinition<Service>[] => [
  { id: 'name', header: 'Name', isRowHeader: true, cell: (s) => <Link href={serviceLink(project, s.service_name)}>{s.service_name}</Link> },
  { id: 'type', header: 'Type', cell: (s) => s.service_type_description },
  { id: 'state', header: 'State', cell: (s) => <State state={s.state} /> },
  { id: 'cloud', header: 'Cloud', cell: (s) => s.cloud_name },
  { id: 'privatelink', header: 'PrivateLink', cell: (s) => { const state = links?.find((link) => link.service_name === s.service_name)?.state; return state ? <State state={state} /> : links ? '–' : '…'; } },
];

export function Services({ project, mayChange }: { project: string; mayChange: boolean }) {
  const answer = useLive<{ services: Service[] }>(`${projectPath(project)}/service`);
  const links = useLive<{ privatelinks: Status[] }>(`${projectPath(project)}/privatelinks`).value?.privatelinks;
  const [filter, setFilter] = useState('');
  const all = answer.value?.services ?? [];
  const wanted = filter.trim().toLowerCase();
  const services = all.filter((s) => `${s.service_name} ${s.service_type} ${s.state} ${s.plan}`.toLowerCase().includes(wanted));
  const { shown, pagination } = usePages(services);
  if (answer.error && !answer.value) return <Problem error={answer.error} />;
  return (
    <ContentLayout header={<Header variant="h1" description={`The data services of project ${project}.`}
      actions={<Button variant="primary" href={mayChange ? newServiceLink(project) : undefined} disabled={!mayChange} disabledReason={forbidden(mayChange)}>Create service</Button>}>Services</Header>}>
      <SpaceBetween size="l">
        <Table
          variant="container"
          items={shown}
          pagination={pagination}
          trackBy="service_name"
          loading={!answer.value && !answer.error}
          loadingText="Loading services"
          columnDefinitions={columns(project, links)}
          header={<Header variant="h2" counter={answer.value && (wanted ? `(${services.length}/${all.length})` : `(${all.length})`)}>All services</Header>}
          filter={<TextFilter filteringText={filter} filteringPlaceholder="Find services" filteringAriaLabel="Find services" onChange={({ detail }) => setFilter(detail.filteringText)} />}
          empty={wanted ? <Box textAlign="center" color="inherit">No service matches.</Box> : <NoServices project={project} mayChange={mayChange} />}
        />
        <Command line={cli.services(project)} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const NoServices = ({ project, mayChange }: { project: string; mayChange: boolean }) => (
  <Box textAlign="center" color="inherit">
    <b>No services yet</b>
    <Box variant="p" color="inherit">Create a project VPC, then a service in it; then it can have a PrivateLink.</Box>
    {mayChange && <Button href={newServiceLink(project)}>Create service</Button>}
  </Box>
);
