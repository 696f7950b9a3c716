import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { call, privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Status } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Time } from '../parts/Time';
import { useAction } from '../parts/useAction';

type Props = { project: string; service: string; close: () => void };

/** Says who is cut off before it asks for the word. */
export function DeletePrivatelink({ project, service, close }: Props) {
  const cut = useLive<Status>(`${privatelinkPath(project, service)}/progress`).value?.connections;
  const action = useAction(() => call('DELETE', privatelinkPath(project, service)), close);
  return (
    <Dialog title="Delete PrivateLink" button="Confirm" action={action} command={cli.remove(project, service)} close={close}>
      <Box>This deletes the AWS load balancer and VPC endpoint service of <b>{service}</b>.</Box>
      {cut && cut.length > 0 && (
        <Alert type="warning" header={cut.length === 1 ? 'One connected endpoint is cut off' : `${cut.length} connected endpoints are cut off`}>
          {cut.map((c) => <div key={c.vpc_endpoint_id}>{c.vpc_endpoint_id} of account {c.account}, connected since <Time at={c.connect_time} /></div>)}
        </Alert>
      )}
      {cut?.length === 0 && <Box color="text-body-secondary">No endpoint is connected, so nobody is cut off.</Box>}
    </Dialog>
  );
}
