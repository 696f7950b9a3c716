import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { call, projectPath, servicePath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from './Dialog';
import { useAction } from './useAction';

/** Whom to write to about a project or a service. */
export function EditContacts({ project, service, emails, close }: { project: string; service?: string; emails: { email: string }[]; close: () => void }) {
  const [typed, setTyped] = useState(emails.map(({ email }) => email).join('\n'));
  const wish = typed.split(/[\s,]+/).filter((email) => email !== '');
  const path = service === undefined ? projectPath(project) : servicePath(project, service);
  const action = useAction(() => call('PUT', path, { tech_emails: wish.map((email) => ({ email })) }), close);
  return (
    <Dialog title="Edit contacts" button="Save" action={action} command={cli.contacts(project, service, wish)} close={close}>
      <FormField label="Technical contacts" constraintText="E-mail addresses, one a line.">
        <Textarea value={typed} onChange={({ detail }) => setTyped(detail.value)} rows={4} spellcheck={false} />
      </FormField>
    </Dialog>
  );
}
