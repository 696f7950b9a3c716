import Box from '@cloudscape-design/components/box';
import { call, servicePath } from '../api/client';
import type { Service, ServiceUser } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

export function DeleteUser({ project, service, user, close }: { project: string; service: Service; user: ServiceUser; close: () => void }) {
  const path = `${servicePath(project, service.service_name)}/user/${encodeURIComponent(user.username)}`;
  const action = useAction(() => call('DELETE', path), close);
  return (
    <Dialog title={`Delete user ${user.username}`} button="Delete" action={action} command={cli.removeUser(project, service.service_name, user.username)} close={close}>
      <Box>Their sessions are cut.{service.service_type === 'pg' && ` What they made in the database is ${service.users[0]?.username ?? 'avnadmin'}’s from then on.`}</Box>
    </Dialog>
  );
}
