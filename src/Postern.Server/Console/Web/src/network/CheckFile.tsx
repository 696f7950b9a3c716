import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ApiError, call, servicePath } from '../api/client';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { download } from '../parts/download';
import { Problem } from '../parts/Problem';

/** What the customer runs where nobody else can look: every address of the privatelink route, and no secret. */
export function CheckFile({ project, service }: { project: string; service: string }) {
  const [error, setError] = useState<ApiError>();
  const name = `${service}-check.json`;
  const save = async () => {
    try {
      const file = await call<{ targets: unknown[] }>('GET', `${servicePath(project, service)}/check-file?route=privatelink`);
      if (file.targets.length === 0) throw new ApiError(0, [`There is nothing to check on route privatelink yet: an endpoint has to be connected, and a component of ${service} switched on.`]);
      download(name, JSON.stringify(file, null, 2), 'application/json');
      setError(undefined);
    } catch (refused) {
      setError(refused as ApiError);
    }
  };
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
