import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, projectPath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Once } from '../parts/Once';
import { useAction } from '../parts/useAction';
import { useFocusBack } from '../parts/useFocusBack';

/** Makes a webhook, and shows its secret, this once. */
export function CreateWebhook({ project, close }: { project: string; close: () => void }) {
  useFocusBack();
  const [typed, setTyped] = useState({ url: '', description: '' });
  const [secret, setSecret] = useState('');
  const path = `${projectPath(project)}/webhooks`;
  const wish = { url: typed.url.trim(), description: typed.description.trim() };
  const action = useAction(async () => setSecret((await call<{ secret: string }>('POST', path, wish)).secret), () => undefined);
  if (secret !== '') return <Once title="The webhook’s secret" secret={secret} close={close}>Your program checks with it that a message is from here, as Standard Webhooks has it.</Once>;
  return (
    <Dialog title="Create webhook" button="Create" action={action} command={cli.createWebhook(project, wish.url, wish.description)} close={close}>
      <FormField label="URL" description="Each message is sent there with POST, until it is answered with 2xx." constraintText="https, at an address of the internet.">
        <Input type="url" value={typed.url} onChange={({ detail }) => setTyped({ ...typed, url: detail.value })} placeholder="https://hooks.example.com/postern" disableBrowserAutocorrect />
      </FormField>
      <FormField label={<span>Description <i>– optional</i></span>}>
        <Input value={typed.description} onChange={({ detail }) => setTyped({ ...typed, description: detail.value })} />
      </FormField>
    </Dialog>
  );
}
