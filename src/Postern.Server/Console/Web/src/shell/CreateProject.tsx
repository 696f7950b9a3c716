import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Whoever makes a project is its admin. */
export function CreateProject({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const wish = { project: name.trim() };
  const action = useAction(() => call('POST', '/v1/project', wish), close);
  return (
    <Dialog title="Create project" button="Create" action={action} command={cli.createProject(wish.project)} close={close}>
      <FormField label="Name of the project" constraintText="Lower case letters, digits and dashes.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} disableBrowserAutocorrect />
      </FormField>
    </Dialog>
  );
}
