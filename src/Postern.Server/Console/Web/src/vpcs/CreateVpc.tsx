import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, projectPath } from '../api/client';
import { useLive } from '../api/live';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

export function CreateVpc({ project, close }: { project: string; close: () => void }) {
  const cloud = useLive<{ clouds: { cloud_name: string }[] }>(`${projectPath(project)}/clouds`).value?.clouds[0]?.cloud_name ?? '';
  const [cidr, setCidr] = useState('10.1.0.0/24');
  const [key] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-')); // whoever sends it again, because no answer came, makes no other VPC
  const action = useAction(() => call('POST', `${projectPath(project)}/vpcs`, { cloud_name: cloud, network_cidr: cidr.trim(), peering_connections: [] }, undefined, key), close);
  return (
    <Dialog title="Create VPC" button="Create" action={action} command={cli.createVpc(project, cloud, cidr.trim())} close={close}>
      <FormField label="Network" description={`The private range that services of this VPC get addresses from, in ${cloud}.`} constraintText="IPv4, from /20 to /24, such as 10.1.0.0/24.">
        <Input value={cidr} onChange={({ detail }) => setCidr(detail.value)} disableBrowserAutocorrect autoFocus />
      </FormField>
    </Dialog>
  );
}
