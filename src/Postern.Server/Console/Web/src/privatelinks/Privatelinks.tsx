import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath } from '../api/client';
import { useEvery } from '../api/live';
import type { Links, Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { useServerPages } from '../parts/useServerPages';
import { Acceptance } from './Acceptance';
import { linkColumns } from './linkColumns';

/** All PrivateLinks of the project, and the endpoints that wait for somebody's decision. */
export function Privatelinks({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, at, error, search, filter, pagination, asked } = useServerPages<Links>(`${projectPath(project)}/privatelinks?endpoint_limit=0`, 'PrivateLinks');
  useEvery(15, asked); // how long ago AWS was looked at
  if (error && !value) return <Pending title="PrivateLinks" error={error} />;
  return (
    <ContentLayout header={<Header variant="h1" description={`Private ways to the services of project ${project}.`}>PrivateLinks</Header>}>
      <SpaceBetween size="l">
        <Acceptance project={project} mayChange={mayChange} />
        <List items={value?.privatelinks} id={(l) => l.service_name} name="PrivateLinks" at={at} columns={linkColumns<Status>((l) => l, () => project)} filter={filter} pagination={pagination}
          header={<Header variant="h2" counter={value && `(${value.total})`}>All PrivateLinks</Header>}
          empty={search ? 'No PrivateLink matches.' : 'No service has a PrivateLink yet. Create one on the Network tab of a service.'} />
        <Command line={cli.privatelinks(project, search)} />
      </SpaceBetween>
    </ContentLayout>
  );
}
