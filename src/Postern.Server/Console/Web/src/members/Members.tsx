import { useState } from 'react';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath } from '../api/client';
import type { Members as Answer } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { Time } from '../parts/Time';
import { useServerPages } from '../parts/useServerPages';
import type { Member } from './member';
import { MemberDialog } from './MemberDialog';
import { RemoveMember } from './RemoveMember';

/** Those who are in, and those who are invited. */
const rowsOf = ({ users, invitations }: Answer): Member[] => [
  ...users.map((u) => ({ email: u.user_email, name: u.real_name, role: u.member_type, since: u.create_time, invited: false })),
  ...invitations.map((i) => ({ email: i.invited_user_email, role: i.member_type, since: i.invite_time, invited: true })),
];

/** Who is in the project, and as what. */
export function Members({ project, mayManage }: { project: string; mayManage: boolean }) {
  const { value, at, error, search, filter, pagination } = useServerPages<Answer>(`${projectPath(project)}/users`, 'members');
  const [dialog, setDialog] = useState<{ kind: 'invite' } | { kind: 'change' | 'remove'; row: Member }>();
  const close = () => setDialog(undefined);
  const rows = value ? rowsOf(value) : [];
  if (error && !value) return <Pending title="Members" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description="Admins manage members; operators change services and PrivateLinks; developers see passwords; read_only looks."
        actions={<Button variant="primary" disabled={!mayManage} disabledReason={forbidden(mayManage)} onClick={() => setDialog({ kind: 'invite' })}>Invite</Button>}>Members</Header>
    }>
      <SpaceBetween size="l">
        <List
          items={value && rows}
          id={(m) => m.email}
          name="members"
          at={at}
          filter={filter}
          pagination={pagination}
          header={<Header variant="h2" counter={value && `(${value.total})`} description={mayManage ? undefined : 'Only an admin of the project changes them.'}>All members</Header>}
          empty={search ? 'No member matches.' : 'Nobody is a member; administrators of the server see every project.'}
          columns={[
            { id: 'email', header: 'E-mail address', isRowHeader: true, minWidth: 220, cell: (m) => <SpaceBetween direction="horizontal" size="xs"><Copy text={m.email} />{m.invited && <Badge>invited</Badge>}</SpaceBetween> },
            { id: 'name', header: 'Name', minWidth: 140, cell: (m) => m.name ?? '–' },
            { id: 'role', header: 'Role', minWidth: 110, cell: (m) => m.role },
            { id: 'since', header: 'Since', minWidth: 130, cell: (m) => <Time at={m.since} /> },
            {
              id: 'actions', header: 'Actions', minWidth: 210, cell: (row) => (
                <SpaceBetween direction="horizontal" size="s" alignItems="center">
                  <Button variant="inline-link" disabled={!mayManage} ariaLabel={`Change role of ${row.email}`} onClick={() => setDialog({ kind: 'change', row })}>Change role</Button>
                  <Button variant="icon" iconName="remove" disabled={!mayManage} ariaLabel={`${row.invited ? 'Withdraw the invitation of' : 'Remove'} ${row.email}`} onClick={() => setDialog({ kind: 'remove', row })} />
                </SpaceBetween>
              ),
            },
          ]}
        />
        <Command line={cli.members(project)} />
      </SpaceBetween>
      {dialog?.kind === 'invite' && <MemberDialog project={project} close={close} />}
      {dialog?.kind === 'change' && <MemberDialog project={project} row={dialog.row} close={close} />}
      {dialog?.kind === 'remove' && <RemoveMember project={project} row={dialog.row} close={close} />}
    </ContentLayout>
  );
}
