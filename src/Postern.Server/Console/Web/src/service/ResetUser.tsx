import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, servicePath } from '../api/client';
import type { Service, ServiceUser } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** New credentials for a user, made by the server or with a password that somebody chose; the command never shows that one. */
export function ResetUser({ project, service, user, close }: { project: string; service: Service; user: ServiceUser; close: () => void }) {
  const [password, setPassword] = useState('');
  const path = `${servicePath(project, service.service_name)}/user/${encodeURIComponent(user.username)}`;
  const wish = { operation: 'reset-credentials', ...(password === '' ? {} : { new_password: password }) };
  const action = useAction(() => call('PUT', path, wish), close);
  return (
    <Dialog title={`Reset credentials of ${user.username}`} button="Reset" action={action} command={cli.resetUser(project, service.service_name, user.username, password !== '')} close={close}>
      <Alert type="warning" header="The old ones end">
        {user.access_cert ? `Password, certificate and key of ${user.username} change` : `The password of ${user.username} changes`} within seconds, on every access route. Clients need the new ones to connect again.
      </Alert>
      <FormField label={<span>New password <i>– optional</i></span>} description="Left empty, the server makes one." constraintText="8 to 256 letters, digits and any of . _ ~ ! * + -">
        <Input type="password" autoComplete="new-password" value={password} onChange={({ detail }) => setPassword(detail.value)} />
      </FormField>
    </Dialog>
  );
}
