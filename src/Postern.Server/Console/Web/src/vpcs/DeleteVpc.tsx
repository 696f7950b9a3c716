import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { call, vpcPath } from '../api/client';
import type { Vpc } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Ids } from '../parts/Ids';
import { useAction } from '../parts/useAction';
import { useServicesIn } from './ServicesIn';

export function DeleteVpc({ project, vpc, close }: { project: string; vpc: Vpc; close: () => void }) {
  const inside = useServicesIn(project, vpc.project_vpc_id);
  const action = useAction(() => call('DELETE', vpcPath(project, vpc.project_vpc_id)), close);
  return (
    <Dialog title="Delete VPC" button="Delete" action={action} command={cli.removeVpc(project, vpc.project_vpc_id)} close={close}>
      <Box><Ids text={`This deletes the project VPC ${vpc.project_vpc_id} with network ${vpc.network_cidr}.`} /></Box>
      {inside && inside.names.length > 0 && <Alert type="warning">Services are in it: {inside.names.join(', ')}{inside.more > 0 && ` and ${inside.more} more`}. They need to go first.</Alert>}
    </Dialog>
  );
}
