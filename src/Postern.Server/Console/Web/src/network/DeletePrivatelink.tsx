import Box from '@cloudscape-design/components/box';
import { call, privatelinkPath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { PlanPreview } from './PlanPreview';

type Props = { project: string; service: string; close: () => void };

/** Says who is cut off before it asks for the word. */
export function DeletePrivatelink({ project, service, close }: Props) {
  const action = useAction(() => call('DELETE', privatelinkPath(project, service)), close);
  return (
    <Dialog title="Delete PrivateLink" button="Confirm" action={action} command={cli.remove(project, service)} close={close}>
      <Box>This deletes the AWS load balancer and VPC endpoint service of <b>{service}</b>. A new PrivateLink would have another AWS service name.</Box>
      <PlanPreview project={project} service={service} wish={{ action: 'delete' }} />
    </Dialog>
  );
}
