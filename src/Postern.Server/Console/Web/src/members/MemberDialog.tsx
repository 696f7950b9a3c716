import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { call, projectPath } from '../api/client';
import type { Role } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import type { Member } from './member';

const roles: { value: Role; label: string; description: string }[] = [
  { value: 'admin', label: 'admin', description: 'Everything, members too' },
  { value: 'operator', label: 'operator', description: 'Makes, changes and deletes services, VPCs and PrivateLinks' },
  { value: 'developer', label: 'developer', description: 'Looks, and sees passwords' },
  { value: 'read_only', label: 'read_only', description: 'Looks, without passwords' },
];

/** Invites somebody or, where there is a row, gives that member another role. */
export function MemberDialog({ project, row, close }: { project: string; row?: Member; close: () => void }) {
  const [email, setEmail] = useState(row?.email ?? '');
  const [role, setRole] = useState<Role>(row?.role ?? 'developer');
  const path = row ? `${projectPath(project)}/user/${encodeURIComponent(row.email)}` : `${projectPath(project)}/invite`;
  const action = useAction(() => call(row ? 'PUT' : 'POST', path, { ...(row ? {} : { user_email: email.trim() }), member_type: role }), close);
  const command = row ? cli.changeRole(project, row.email, role) : cli.invite(project, email.trim(), role);
  return (
    <Dialog title={row ? `Change role of ${row.email}` : 'Invite'} button={row ? 'Save' : 'Invite'} action={action} command={command} close={close}>
      {!row && (
        <FormField label="E-mail address" description="Somebody who is a user of this server becomes a member at once; others when an administrator makes the user.">
          <Input type="email" inputMode="email" value={email} onChange={({ detail }) => setEmail(detail.value)} autoFocus />
        </FormField>
      )}
      <FormField label="Role">
        <Select triggerVariant="option" selectedOption={roles.find(({ value }) => value === role)!} options={roles} onChange={({ detail }) => setRole(detail.selectedOption.value as Role)} />
      </FormField>
    </Dialog>
  );
}
