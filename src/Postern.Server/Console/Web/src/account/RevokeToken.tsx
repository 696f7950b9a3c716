import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { call } from '../api/client';
import type { Token } from '../api/types';
import { cli } from '../cli';
import { Ago } from '../parts/Ago';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';

/** Revoking the token of this very session signs out. */
export function RevokeToken({ token, isMine, close }: { token: Token; isMine: boolean; close: () => void }) {
  const action = useAction(() => call('DELETE', `/v1/access_token/${encodeURIComponent(token.token_prefix)}`), close);
  return (
    <Dialog title="Revoke token" button="Revoke" action={action} command={cli.revokeToken(token.token_prefix)} close={close}>
      <Box>Whoever uses the token that begins with <b>{token.token_prefix}</b> ({token.description}) is let in no more.{token.last_used_time && <> It was last used <Ago at={token.last_used_time} />.</>}</Box>
      {isMine && <Alert type="warning">You are signed in here with this token, so you are signed out.</Alert>}
    </Dialog>
  );
}
