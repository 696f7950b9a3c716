import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { forbidden } from '../parts/forbidden';
import { type Column, List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { State } from '../parts/State';
import { useServerPages } from '../parts/useServerPages';
import { newServiceLink, pageLink, serviceLink } from '../routes';

const columns = (project: string): Column<Service>[] => [
  { id: 'name', header: 'Name', isRowHeader: true, minWidth: 180, cell: (s) => <Link href={serviceLink(project, s.service_name)}>{s.service_name}</Link> },
  { id: 'type', header: 'Type', minWidth: 120, cell: (s) => <span title={s.service_type_description}>{s.service_type}</span> },
  { id: 'plan', header: 'Plan', minWidth: 130, cell: (s) => s.plan },
  { id: 'state', header: 'State', minWidth: 150, cell: (s) => <State state={s.state} of={s.service_name} /> },
  { id: 'cloud', header: 'Cloud', minWidth: 150, cell: (s) => s.cloud_name },
  { id: 'privatelink', header: 'PrivateLink', minWidth: 140, cell: (s) => (s.privatelink_state ? <State state={s.privatelink_state} of={`The PrivateLink of ${s.service_name}`} /> : '–') },
];

export function Services({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, at, error, search, filter, pagination } = useServerPages<{ services: Service[]; total: number }>(`${projectPath(project)}/service?connection_limit=0`, 'services');
  if (error && !value) return <Pending title="Services" error={error} />;
  return (
    <ContentLayout header={<Header variant="h1" description={`The data services of project ${project}.`}
      actions={<Button variant="primary" href={mayChange ? newServiceLink(project) : undefined} disabled={!mayChange} disabledReason={forbidden(mayChange)}>Create service</Button>}>Services</Header>}>
      <SpaceBetween size="l">
        <List items={value?.services} id={(s) => s.service_name} name="services" at={at} columns={columns(project)} filter={filter} pagination={pagination}
          header={<Header variant="h2" counter={value && `(${value.total})`}>All services</Header>}
          empty={search ? 'No service matches.' : <NoServices project={project} mayChange={mayChange} />} />
        <Command line={cli.services(project)} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const NoServices = ({ project, mayChange }: { project: string; mayChange: boolean }) => (
  <SpaceBetween size="s">
    <div>
      <b>No services yet</b>
      <Box variant="p" color="inherit">Create a <Link href={pageLink(project, 'vpcs')}>project VPC</Link>, then a service in it; then it can have a PrivateLink.</Box>
    </div>
    {mayChange && <Button href={newServiceLink(project)}>Create service</Button>}
  </SpaceBetween>
);
