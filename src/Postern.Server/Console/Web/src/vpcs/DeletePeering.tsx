import Box from '@cloudscape-design/components/box';
import { call, vpcPath } from '../api/client';
import type { Peering, Vpc } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Ids } from '../parts/Ids';
import { useAction } from '../parts/useAction';

export function DeletePeering({ project, vpc, peering, close }: { project: string; vpc: Vpc; peering: Peering; close: () => void }) {
  const { peer_cloud_account: account, peer_vpc: peer, peer_region: region } = peering;
  const path = `${vpcPath(project, vpc.project_vpc_id)}/peering-connections/peer-accounts/${account}/peer-vpcs/${peer}${region ? `/peer-regions/${region}` : ''}`;
  const action = useAction(() => call('DELETE', path), close);
  return (
    <Dialog title="Delete peering connection" button="Delete" action={action} command={cli.removePeering(project, vpc.project_vpc_id, { account, vpc: peer, region, cidrs: [] })} close={close}>
      <Box><Ids text={`Clients in ${peer} of account ${account} no longer reach the services of ${vpc.network_cidr} over the dynamic route.`} /></Box>
    </Dialog>
  );
}
