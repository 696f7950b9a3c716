import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import { call, servicePath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Starts or stops the nodes; what is stored stays. */
export function PowerService({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const [powered] = useState(service.state === 'POWEROFF'); // what it is to be, from when the dialog was opened
  const name = service.service_name;
  const action = useAction(() => call('PUT', servicePath(project, name), { powered }), close);
  const word = powered ? 'Power on' : 'Power off';
  return (
    <Dialog title={`${word} ${name}`} button={word} action={action} command={cli.power(project, name, powered)} close={close}>
      <Box>{powered ? 'The nodes start with the data that they had.' : 'The nodes stop, and nobody can connect. The data, the PrivateLink and its endpoints stay.'}</Box>
    </Dialog>
  );
}
