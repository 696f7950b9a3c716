import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Others who are signed in with the old password are signed out. */
export function ChangePassword({ close }: { close: () => void }) {
  const [typed, setTyped] = useState({ password: '', new_password: '' });
  const action = useAction(() => call('PUT', '/v1/me/password', typed), close);
  return (
    <Dialog title="Change password" button="Change" action={action} command={cli.changePassword()} close={close}>
      <FormField label="Password" description="The one you sign in with now.">
        <Input type="password" autoComplete="current-password" value={typed.password} onChange={({ detail }) => setTyped({ ...typed, password: detail.value })} />
      </FormField>
      <FormField label="New password" constraintText="12 characters at least. Who is signed in with the old one is signed out, but for you.">
        <Input type="password" autoComplete="new-password" value={typed.new_password} onChange={({ detail }) => setTyped({ ...typed, new_password: detail.value })} />
      </FormField>
    </Dialog>
  );
}
