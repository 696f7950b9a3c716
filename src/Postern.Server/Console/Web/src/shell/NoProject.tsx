import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CreateProject } from './CreateProject';

/** For those who are members nowhere, until they are. */
export function NoProject({ user }: { user: string }) {
  const [creating, setCreating] = useState(false);
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
