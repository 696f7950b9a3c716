import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { cli } from '../cli';
import { Command } from '../parts/Command';

/** For those who are members nowhere. */
export const NoProject = ({ user }: { user: string }) => (
  <main className="alone">
    <Container>
      <SpaceBetween size="m">
        <Box variant="h1">You are a member of no project</Box>
        <Box>Ask an admin of a project to invite {user}, or make a project of your own.</Box>
        <Command line={cli.request('POST', '/v1/project', { project: 'NAME' })} />
      </SpaceBetween>
    </Container>
  </main>
);
