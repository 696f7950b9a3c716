import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Toggle from '@cloudscape-design/components/toggle';
import { call, privatelinkPath } from '../api/client';
import type { Status } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { PlanPreview } from './PlanPreview';

type Props = { project: string; service: string; status: Status; close: () => void };

/** How endpoints are accepted, and how many. */
export function SettingsDialog({ project, service, status, close }: Props) {
  const [begun] = useState(status);
  const [acceptance, setAcceptance] = useState(begun.acceptance_required);
  const [most, setMost] = useState(begun.max_endpoints?.toString() ?? '');
  const wish = { acceptance_required: acceptance, max_endpoints: most.trim() === '' ? null : Number(most) };
  const action = useAction(() => call('PUT', `${privatelinkPath(project, service)}/settings`, wish, begun.version), close);
  const command = cli.settings(project, service, acceptance, wish.max_endpoints === null && begun.max_endpoints !== null ? 'none' : most.trim());
  return (
    <Dialog title="Settings" button="Save" action={action} command={command} close={close}>
      <FormField label="Acceptance" description="Otherwise every endpoint of an allowed principal is accepted by itself.">
        <Toggle checked={acceptance} onChange={({ detail }) => setAcceptance(detail.checked)}>Each endpoint waits until it is accepted by hand</Toggle>
      </FormField>
      <FormField label="Most endpoints" constraintText="max_endpoints: 1 to 1000. Empty: as many as the server allows.">
        <Input type="number" inputMode="numeric" value={most} onChange={({ detail }) => setMost(detail.value)} />
      </FormField>
      <PlanPreview project={project} service={service} wish={{ action: 'settings', ...wish }} />
    </Dialog>
  );
}
