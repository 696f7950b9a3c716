import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Project } from '../api/types';
import { cli } from '../cli';
import { CaButton } from '../parts/CaButton';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { Pending } from '../parts/Pending';
import { TagsPanel } from '../parts/TagsPanel';
import { DeleteProject } from './DeleteProject';
import { EditContacts } from '../parts/EditContacts';

/** What is set for a whole project, its certificate authority, and its end. */
export function ProjectSettings({ project, mayManage }: { project: string; mayManage: boolean }) {
  const path = projectPath(project);
  const { value, error } = useLive<{ project: Project }>(path);
  const tags = useLive<{ tags: Record<string, string> }>(`${path}/tags`).value?.tags;
  const [dialog, setDialog] = useState<'delete' | 'contacts'>();
  const close = () => setDialog(undefined);
  const found = value?.project;
  if (!found) return <Pending title="Project settings" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description={mayManage ? undefined : 'Only an admin of the project changes them.'}
        actions={<Button disabled={!mayManage} disabledReason={forbidden(mayManage)} onClick={() => setDialog('delete')}>Delete project</Button>}>Project settings</Header>
    }>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2" actions={<Button disabled={!mayManage} disabledReason={forbidden(mayManage)} onClick={() => setDialog('contacts')}>Edit contacts</Button>}>Project</Header>}>
          <SpaceBetween size="l">
            <KeyValuePairs columns={3} minColumnWidth={220} items={[
              { label: 'Name', value: <Copy text={found.project_name} /> },
              { label: 'Cloud of new services', value: <Copy text={found.default_cloud} /> },
              { label: 'Technical contacts', value: found.tech_emails.length === 0 ? '–' : found.tech_emails.map(({ email }) => <div key={email}><Copy text={email} /></div>) },
            ]} />
            <Box color="text-body-secondary">A project keeps its name, which is part of its services’ host names.</Box>
            <Command line={cli.project(project)} />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2" description="Clients check with it that they speak with a service of this project." actions={<CaButton project={project} />}>Certificate authority</Header>}>
          <Command line={cli.ca(project)} />
        </Container>
        <TagsPanel project={project} tags={tags ?? found.tags} mayChange={mayManage} />
      </SpaceBetween>
      {dialog === 'delete' && <DeleteProject project={project} close={close} />}
      {dialog === 'contacts' && <EditContacts project={project} emails={found.tech_emails} close={close} />}
    </ContentLayout>
  );
}
