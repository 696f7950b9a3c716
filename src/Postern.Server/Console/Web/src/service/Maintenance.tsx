import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { call, servicePath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'never'].map((value) => ({ value, label: value }));

/** When the operator may work on the nodes. */
export function Maintenance({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const [day, setDay] = useState(service.maintenance.dow ?? 'monday');
  const [time, setTime] = useState(service.maintenance.time ?? '10:00:00');
  const name = service.service_name;
  const action = useAction(() => call('PUT', servicePath(project, name), { maintenance: { dow: day, time: time.trim() } }), close);
  return (
    <Dialog title="Change maintenance window" button="Save" action={action} command={cli.maintenance(project, name, day, time.trim())} close={close}>
      <FormField label="Day"><Select selectedOption={days.find(({ value }) => value === day)!} options={days} onChange={({ detail }) => setDay(detail.selectedOption.value!)} /></FormField>
      <FormField label="Time" constraintText="UTC, such as 10:00:00."><Input value={time} onChange={({ detail }) => setTime(detail.value)} disableBrowserAutocorrect /></FormField>
    </Dialog>
  );
}
