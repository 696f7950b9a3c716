import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { call, projectPath, servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Catalogue, Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { planOptions } from '../parts/planOptions';
import { useAction } from '../parts/useAction';

/** Another size of the same service, on the same data. */
export function ChangePlan({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const name = service.service_name;
  const plans = useLive<Catalogue>(`${projectPath(project)}/service-types`).value?.[service.service_type]?.service_plans ?? [];
  const [plan, setPlan] = useState(service.plan);
  const action = useAction(() => call('PUT', servicePath(project, name), { plan }), close);
  const options = planOptions(plans);
  const [before, after] = [service.plan, plan].map((wanted) => plans.find((p) => p.service_plan === wanted));
  return (
    <Dialog title={`Change the plan of ${name}`} button="Change plan" action={action} command={cli.plan(project, name, plan)} close={close}>
      <FormField label="Plan"><Select triggerVariant="option" selectedOption={options.find(({ value }) => value === plan) ?? null} options={options} onChange={({ detail }) => setPlan(detail.selectedOption.value!)} /></FormField>
      {before && after && after.backup_config.max_count < before.backup_config.max_count && <Alert type="warning">Plan {plan} keeps {after.backup_config.max_count} backups instead of {before.backup_config.max_count}; the oldest go.</Alert>}
      {before && after && after.node_count < before.node_count && <Alert type="warning">Plan {plan} has {after.node_count} node instead of {before.node_count}; the others end.</Alert>}
    </Dialog>
  );
}
