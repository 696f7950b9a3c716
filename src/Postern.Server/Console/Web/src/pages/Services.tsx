import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useLive } from '../api/live';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { PrivatelinkState } from '../network/PrivatelinkState';
import { Command } from '../parts/Command';
import { Problem } from '../parts/Problem';
import { Stale } from '../parts/Stale';
import { State } from '../parts/State';
import { serviceLink } from '../routes';

const columns = (project: string): TableProps.ColumnDefinition<Service>[] => [
  { id: 'name', header: 'Name', isRowHeader: true, cell: (s) => <Link href={serviceLink(project, s.service_name)}>{s.service_name}</Link> },
  { id: 'type', header: 'Type', cell: (s) => s.service_type_description },
  { id: 'state', header: 'State', cell: (s) => <State state={s.state} /> },
  { id: 'cloud', header: 'Cloud', cell: (s) => s.cloud_name },
  { id: 'privatelink', header: 'PrivateLink', cell: (s) => <PrivatelinkState project={project} service={s.service_name} /> },
];

export function Services({ project }: { project: string }) {
  const answer = useLive<{ services: Service[] }>(`/v1/project/${encodeURIComponent(project)}/service`);
  const services = answer.value?.services ?? [];
  return (
    <ContentLayout header={<Header variant="h1" description={`The data services of project ${project}.`}>Services</Header>}>
      <SpaceBetween size="l">
        <Stale answer={answer} />
        {!answer.value && <Problem error={answer.error} />}
        <Table
          variant="container"
          items={services}
          trackBy="service_name"
          loading={!answer.value && !answer.error}
          loadingText="Loading services"
          columnDefinitions={columns(project)}
          header={<Header variant="h2" counter={answer.value && `(${services.length})`}>All services</Header>}
          empty={<Box textAlign="center" color="inherit"><b>No services yet</b><Box>Create one: <Box variant="code" display="inline">postern service create my-pg --service-type pg --plan hobbyist</Box></Box></Box>}
        />
        <Command line={cli.services(project)} />
      </SpaceBetween>
    </ContentLayout>
  );
}
