import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEvery, useLive } from '../api/live';
import type { Me } from '../api/types';
import { CreateProject } from './CreateProject';

const path = '/v1/me';

/** For those who are members nowhere, until they are. */
export function NoProject({ user }: { user: string }) {
  const [creating, setCreating] = useState(false);
  useEvery(5, path);
  const projects = useLive<Me>(path).value?.user.projects ?? [];
  useEffect(() => { if (projects.length > 0) location.reload(); }, [projects.length]);
  return (
    <main className="alone">
      <Container>
        <SpaceBetween size="m">
          <Box variant="h1">You are a member of no project</Box>
          <Box>Ask an admin of a project to invite {user}: this page then shows it by itself. Or make a project of your own.</Box>
          <Button onClick={() => setCreating(true)}>Create project</Button>
        </SpaceBetween>
      </Container>
      {creating && <CreateProject close={() => setCreating(false)} />}
    </main>
  );
}
