import Box from '@cloudscape-design/components/box';
import { call, projectPath } from '../api/client';
import type { Peering, WholeVpc } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

export function DeletePeering({ project, vpc, peering, close }: { project: string; vpc: WholeVpc; peering: Peering; close: () => void }) {
  const { peer_cloud_account: account, peer_vpc: peer, peer_region: region } = peering;
  const path = `${projectPath(project)}/vpcs/${encodeURIComponent(vpc.project_vpc_id)}/peering-connections/peer-accounts/${account}/peer-vpcs/${peer}${region ? `/peer-regions/${region}` : ''}`;
  const action = useAction(() => call('DELETE', path), close);
  return (
    <Dialog title="Delete peering connection" button="Delete" action={action} command={cli.removePeering(project, vpc.project_vpc_id, { account, vpc: peer, region, cidrs: [] })} close={close}>
      <Box>Clients in <b>{peer}</b> of account {account} no longer reach the services of {vpc.network_cidr} over the dynamic route.</Box>
    </Dialog>
  );
}
