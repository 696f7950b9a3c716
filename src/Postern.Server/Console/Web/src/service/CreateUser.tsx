import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, servicePath } from '../api/client';
import type { Service } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** The server makes the password, and for Kafka the certificate. */
export function CreateUser({ project, service, close }: { project: string; service: Service; close: () => void }) {
  const [name, setName] = useState('');
  const path = `${servicePath(project, service.service_name)}/user`;
  const wish = { username: name.trim() };
  const action = useAction(() => call('POST', path, wish), close);
  return (
    <Dialog title="Create user" button="Create" action={action} command={cli.createUser(project, service.service_name, wish.username)} close={close}>
      <FormField label="Name of the user" description={`A password${service.service_type === 'kafka' ? ', certificate and key are' : ' is'} made for them.`} constraintText="Up to 64 letters, digits, dots, dashes and underscores, beginning with a letter.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} disableBrowserAutocorrect />
      </FormField>
    </Dialog>
  );
}
