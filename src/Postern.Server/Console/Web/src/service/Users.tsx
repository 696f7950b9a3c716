import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Nodes, Service, ServiceUser, UserPage } from '../api/types';
import { cli } from '../cli';
import { CaButton } from '../parts/CaButton';
import { CertificateFiles } from '../parts/CertificateFiles';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { isKept, Kept } from '../parts/kept';
import { type Column, List } from '../parts/List';
import { Problem } from '../parts/Problem';
import { Secret } from '../parts/Secret';
import { Time } from '../parts/Time';
import { useServerPages } from '../parts/useServerPages';
import { CreateUser } from './CreateUser';
import { DeleteUser } from './DeleteUser';
import { ResetUser } from './ResetUser';
import { methodsOf } from './methods';

type Props = { project: string; service: Service; mayChange: boolean };

const columns = (service: Service): Column<ServiceUser>[] => [
  { id: 'name', header: 'User', isRowHeader: true, minWidth: 170, cell: (u) => <SpaceBetween direction="horizontal" size="xs" alignItems="center"><Copy text={u.username} />{u.type === 'primary' && <Badge>admin</Badge>}</SpaceBetween> },
  { id: 'password', header: 'Password', minWidth: 190, cell: (u) => (isKept(u.password) ? <Kept /> : <Secret label={`password of ${u.username}`} text={u.password} hidden="••••••••" />) },
  ...(service.service_type === 'kafka' ? [
    { id: 'files', header: 'Certificate and key', minWidth: 210, cell: (u: ServiceUser) => <CertificateFiles user={u} /> },
    { id: 'end', header: 'Certificate ends', minWidth: 110, cell: (u: ServiceUser) => (u.access_cert_not_valid_after_time ? <Time at={u.access_cert_not_valid_after_time} /> : '–') },
  ] : []),
  { id: 'since', header: 'Since', minWidth: 100, cell: (u) => (u.password_updated_time ? <Time at={u.password_updated_time} /> : '–') },
];

/** Who may sign in to a service. Their credentials are the same on every route. */
export function Users({ project, service, mayChange }: Props) {
  const name = service.service_name;
  const { value, at, error, search, filter, pagination } = useServerPages<UserPage>(`${servicePath(project, name)}/user`, 'users');
  const registered = useLive<Nodes>(`${servicePath(project, name)}/nodes`).value?.is_registered;
  const [dialog, setDialog] = useState<{ kind: 'create' } | { kind: 'reset' | 'delete'; user: ServiceUser }>();
  const close = () => setDialog(undefined);
  if (error && !value) return <Problem error={error} />;
  const ways = methodsOf(service);
  return (
    <SpaceBetween size="l">
      {registered && <Alert type="info">An operator runs the nodes of this service: these are the users and passwords that it should have. The operator makes them there.</Alert>}
      <List
        items={value?.users}
        id={(u) => u.username}
        name="users"
        at={at}
        filter={filter}
        pagination={pagination}
        header={
          <Header variant="h2" counter={value && `(${value.total})`} description={ways} actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CaButton project={project} />
              <Button variant="primary" disabled={!mayChange} disabledReason={forbidden(mayChange)} onClick={() => setDialog({ kind: 'create' })}>Create user</Button>
            </SpaceBetween>
          }>Users</Header>
        }
        empty={search ? 'No user matches.' : 'There are no users yet.'}
        columns={[
          ...columns(service),
          {
            id: 'actions', header: 'Actions', minWidth: 175, cell: (user) => (
              <SpaceBetween direction="horizontal" size="s" alignItems="center">
                <Button variant="inline-link" disabled={!mayChange} ariaLabel={`Reset credentials of ${user.username}`} onClick={() => setDialog({ kind: 'reset', user })}>Reset credentials</Button>
                {user.type === 'normal' && <Button variant="icon" iconName="remove" disabled={!mayChange} ariaLabel={`Delete user ${user.username}`} onClick={() => setDialog({ kind: 'delete', user })} />}
              </SpaceBetween>
            ),
          },
        ]}
      />
      <Command line={[cli.users(project, name), ...(service.service_type === 'kafka' ? [cli.credentials(project, name)] : [])].join('\n')} />
      {dialog?.kind === 'create' && <CreateUser project={project} service={service} close={close} />}
      {dialog?.kind === 'reset' && <ResetUser project={project} service={service} user={dialog.user} close={close} />}
      {dialog?.kind === 'delete' && <DeleteUser project={project} service={service} user={dialog.user} close={close} />}
    </SpaceBetween>
  );
}
