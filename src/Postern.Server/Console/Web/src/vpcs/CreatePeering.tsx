import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, vpcPath } from '../api/client';
import type { Vpc } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Asks the owner of another VPC to peer with this one. */
export function CreatePeering({ project, vpc, close }: { project: string; vpc: Vpc; close: () => void }) {
  const [typed, setTyped] = useState({ account: '', vpc: '', region: '', cidrs: '' });
  const peer = { account: typed.account.trim(), vpc: typed.vpc.trim(), region: typed.region.trim() || null, cidrs: typed.cidrs.split(/[\s,]+/).filter((cidr) => cidr !== '') };
  const wish = { peer_cloud_account: peer.account, peer_vpc: peer.vpc, peer_region: peer.region, user_peer_network_cidrs: peer.cidrs };
  const action = useAction(() => call('POST', `${vpcPath(project, vpc.project_vpc_id)}/peering-connections`, wish), close);
  const field = (key: keyof typeof typed, label: string, placeholder: string, description?: string) => (
    <FormField label={label} description={description}>
      <Input value={typed[key]} placeholder={placeholder} disableBrowserAutocorrect onChange={({ detail }) => setTyped({ ...typed, [key]: detail.value })} />
    </FormField>
  );
  return (
    <Dialog title="Create peering connection" button="Create" action={action} command={cli.createPeering(project, vpc.project_vpc_id, peer)} close={close}>
      {field('account', 'AWS account of the peer', '012345678901')}
      {field('vpc', 'VPC of the peer', 'vpc-0123456789abcdef0', `Its range must not overlap with ${vpc.network_cidr}.`)}
      {field('region', 'AWS region of the peer', 'eu-west-1', 'Empty: the region of this VPC.')}
      {field('cidrs', 'Ranges behind the peer', '10.2.0.0/16 10.3.0.0/16', 'Networks that are sent there too. Usually none.')}
    </Dialog>
  );
}
