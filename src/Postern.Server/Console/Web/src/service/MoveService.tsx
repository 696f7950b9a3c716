import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { call, projectPath, servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, Vpc } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { vpcOptions } from '../parts/vpcOptions';

/** Into another VPC of the project, or out of all; a PrivateLink stays in its VPC, so the server refuses where there is one. */
export function MoveService({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const name = service.service_name;
  const options = vpcOptions(useLive<{ vpcs: Vpc[] }>(`${projectPath(project)}/vpcs`).value?.vpcs ?? []);
  const [vpc, setVpc] = useState(service.project_vpc_id ?? '');
  const action = useAction(() => call('PUT', servicePath(project, name), { project_vpc_id: vpc === '' ? null : vpc }), close);
  return (
    <Dialog title={`Move ${name} to another VPC`} button="Move" action={action} command={cli.move(project, name, vpc)} close={close}>
      <FormField label="Project VPC"><Select triggerVariant="option" selectedOption={options.find(({ value }) => value === vpc) ?? null} options={options} onChange={({ detail }) => setVpc(detail.selectedOption.value!)} /></FormField>
      <Box>The nodes are made anew there with their data; until then nobody can connect. Host names stay.</Box>
    </Dialog>
  );
}
