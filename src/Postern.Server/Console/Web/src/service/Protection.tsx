import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import { call, servicePath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Whether the service can be deleted. */
export function Protection({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const [on] = useState(!service.termination_protection); // what it is to be, from when the dialog was opened
  const name = service.service_name;
  const action = useAction(() => call('PUT', servicePath(project, name), { termination_protection: on }), close);
  const word = on ? 'Protect' : 'Unprotect';
  return (
    <Dialog title={`${word} ${name}`} button={word} action={action} command={cli.protection(project, name, on)} close={close}>
      <Box>{on ? 'Nobody can delete the service until the protection is taken off.' : 'The service can be deleted then, with all its data.'}</Box>
    </Dialog>
  );
}
