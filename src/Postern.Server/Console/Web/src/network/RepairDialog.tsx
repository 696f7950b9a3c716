import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { call, privatelinkPath } from '../api/client';
import type { Status } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Ids } from '../parts/Ids';
import { useAction } from '../parts/useAction';
import { PlanPreview } from './PlanPreview';

type Props = { project: string; service: string; status: Status; close: () => void };

/** Approves the repairs that cut users off: those that are shown, and none that is found later. */
export function RepairDialog({ project, service, status, close }: Props) {
  const action = useAction(() => call('POST', `${privatelinkPath(project, service)}/repair`, {}, status.version), close);
  return (
    <Dialog title="Repair PrivateLink" button="Approve repair" action={action} command={cli.repair(project, service)} close={close}>
      <Box>Something was changed or deleted in AWS. Mending it cuts customers off, so it waits for your word.</Box>
      {status.pending_repairs.map(({ id, reason }) => <Alert key={id} type="warning"><Ids text={reason} /></Alert>)}
      <PlanPreview project={project} service={service} wish={{ action: 'repair' }} />
    </Dialog>
  );
}
