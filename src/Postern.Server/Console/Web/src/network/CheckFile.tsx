import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ApiError, call, servicePath } from '../api/client';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { Problem } from '../parts/Problem';

/** What the customer runs where nobody else can look: every address of the privatelink route, and no secret. */
export function CheckFile({ project, service }: { project: string; service: string }) {
  const [error, setError] = useState<ApiError>();
  const name = `${service}-check.json`;
  const save = () => call<unknown>('GET', `${servicePath(project, service)}/check-file?route=privatelink`).then((file) => { setError(undefined); download(name, file); }, setError);
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary">In the customer’s own network this file tells what their clients see. They need no account here for it, and no secret is in it.</Box>
      <Button iconName="download" onClick={() => void save()}>Download check file</Button>
      <Copy text={`postern check ${name}`} code />
      <Problem error={error} />
      <Command line={cli.checkFile(project, service, name)} />
    </SpaceBetween>
  );
}

function download(name: string, content: unknown) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  URL.revokeObjectURL(href);
}
