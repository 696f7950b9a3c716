import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, servicePath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { ifTyped } from '../parts/typed';
import { useAction } from '../parts/useAction';
import { servicesLink } from '../routes';

/** Data is lost, so the name has to be typed. */
export function DeleteService({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const [typed, setTyped] = useState('');
  const name = service.service_name;
  const action = useAction(() => ifTyped(typed, name, () => call('DELETE', servicePath(project, name))), () => { close(); location.hash = servicesLink(project); });
  return (
    <Dialog title={`Delete ${name}`} button="Delete" action={action} command={cli.removeService(project, name)} close={close}>
      <Alert type="warning" header="All its data is lost">Its PrivateLink goes too, and cuts off whoever is connected.</Alert>
      <FormField label="Name of the service" description={`Type ${name} to delete it.`}>
        <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} disableBrowserAutocorrect />
      </FormField>
    </Dialog>
  );
}
