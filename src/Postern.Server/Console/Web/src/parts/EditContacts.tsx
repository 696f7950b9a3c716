import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { call } from '../api/client';
import { cli } from '../cli';
import { Dialog } from './Dialog';
import { useAction } from './useAction';

/** Whom to write to about a project or a service. */
export function EditContacts({ path, emails, close }: { path: string; emails: { email: string }[]; close: () => void }) {
  const [typed, setTyped] = useState(emails.map(({ email }) => email).join('\n'));
  const wish = { tech_emails: typed.split(/[\s,]+/).filter((email) => email !== '').map((email) => ({ email })) };
  const action = useAction(() => call('PUT', path, wish), close);
  return (
    <Dialog title="Edit contacts" button="Save" action={action} command={cli.request('PUT', path, wish)} close={close}>
      <FormField label="Technical contacts" constraintText="E-mail addresses, one a line.">
        <Textarea value={typed} onChange={({ detail }) => setTyped(detail.value)} rows={4} spellcheck={false} />
      </FormField>
    </Dialog>
  );
}
