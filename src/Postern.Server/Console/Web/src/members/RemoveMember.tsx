import Box from '@cloudscape-design/components/box';
import { call, projectPath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import type { Member } from './member';

export function RemoveMember({ project, row, close }: { project: string; row: Member; close: () => void }) {
  const path = `${projectPath(project)}/${row.invited ? 'invite' : 'user'}/${encodeURIComponent(row.email)}`;
  const action = useAction(() => call('DELETE', path), close);
  return (
    <Dialog title={row.invited ? 'Withdraw invitation' : 'Remove member'} button={row.invited ? 'Withdraw' : 'Remove'} action={action} command={cli.removeMember(project, row.email)} close={close}>
      <Box>{row.invited ? <><b>{row.email}</b> is no longer invited.</> : <><b>{row.email}</b> no longer sees this project. What they made stays.</>}</Box>
    </Dialog>
  );
}
