import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { call } from '../api/client';
import { useEvery, useLive } from '../api/live';
import type { Token } from '../api/types';
import { Ids } from '../parts/Ids';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';

type Props = { description: string; since: number };

const slack = 2000; // the server's clock is known no better
const often = 5;

/** After an answer that was lost: whether there is a token now that nobody has seen whole, and the way to be rid of it. */
export function UnseenToken({ description, since }: Props) {
  const path = `/v1/access_token?limit=25&search=${encodeURIComponent(description)}`;
  const { value } = useLive<{ tokens: Token[] }>(path);
  useEvery(often, path); // the server may be at it still
  const [gone, setGone] = useState('');
  const unseen = value?.tokens.find((t) => t.description === description && Date.parse(t.create_time) > since - slack);
  const prefix = unseen?.token_prefix ?? '';
  const revoke = useAction(() => call('DELETE', `/v1/access_token/${encodeURIComponent(prefix)}`), () => setGone(prefix));
  if (!value) return <StatusIndicator type="loading">Looking whether a token was made</StatusIndicator>;
  if (unseen) {
    return (
      <Alert type="warning" header="A token was made, and nobody has seen it whole" action={<Button formAction="none" loading={revoke.busy} onClick={revoke.run}>Revoke {prefix}</Button>}>
        It begins with <Ids text={prefix} whole />. Nobody can use it, and it cannot be shown again: revoke it, then create another.
        <Problem error={revoke.error} />
      </Alert>
    );
  }
  return gone === '' ? <Alert type="info">No token was made yet, as the list of your tokens says.</Alert> : <Alert type="success">{gone} is revoked. Create another now.</Alert>;
}
