import { useState } from 'react';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLive } from '../api/live';
import { sessionPath } from '../api/session';
import type { Token } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { Time } from '../parts/Time';
import { useServerPages } from '../parts/useServerPages';
import { ChangePassword } from './ChangePassword';
import { CreateToken } from './CreateToken';
import { RevokeToken } from './RevokeToken';

type Dialog = 'create' | 'password' | Token;

/** The reader's own access tokens, and their password. */
export function Tokens({ user }: { user: string }) {
  const { value, at, error, search, filter, pagination } = useServerPages<{ tokens: Token[]; total: number }>('/v1/access_token', 'tokens');
  const mine = useLive<{ token_prefix: string }>(sessionPath).value?.token_prefix;
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  if (error && !value) return <Pending title="Access tokens" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description={`What lets programs and browsers in as ${user}.`} actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setDialog('password')}>Change password</Button>
          <Button variant="primary" onClick={() => setDialog('create')}>Create token</Button>
        </SpaceBetween>
      }>Access tokens</Header>
    }>
      <List
        items={value?.tokens}
        id={(t) => t.token_prefix}
        name="tokens"
        at={at}
        filter={filter}
        pagination={pagination}
        header={<Header variant="h2" counter={value && `(${value.total})`}>Your tokens</Header>}
        empty={search ? 'No token matches.' : 'You have no token.'}
        columns={[
          { id: 'prefix', header: 'Begins with', isRowHeader: true, minWidth: 150, cell: (t) => <><Copy text={t.token_prefix} />{t.token_prefix === mine && <Badge>this session</Badge>}</> },
          { id: 'what', header: 'Description', minWidth: 200, cell: (t) => t.description },
          { id: 'made', header: 'Created', minWidth: 120, cell: (t) => <Time at={t.create_time} /> },
          { id: 'used', header: 'Last used', minWidth: 190, cell: (t) => (t.last_used_time ? <><Ago at={t.last_used_time} />{t.last_ip && <Ids text={` from ${t.last_ip}`} />}</> : 'never') },
          { id: 'ends', header: 'Expires', minWidth: 120, cell: (t) => (t.expiry_time ? <Ago at={t.expiry_time} /> : 'never') },
          { id: 'actions', header: 'Actions', minWidth: 110, cell: (t) => <Button variant="inline-link" ariaLabel={`Revoke ${t.token_prefix}`} onClick={() => setDialog(t)}>Revoke</Button> },
        ]}
      />
      {dialog === 'create' && <CreateToken close={close} />}
      {dialog === 'password' && <ChangePassword close={close} />}
      {typeof dialog === 'object' && <RevokeToken token={dialog} isMine={dialog.token_prefix === mine} close={close} />}
    </ContentLayout>
  );
}
