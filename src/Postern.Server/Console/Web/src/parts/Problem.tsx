import type { ReactNode } from 'react';
import Alert from '@cloudscape-design/components/alert';
import type { ApiError } from '../api/client';
import { Ids } from './Ids';

type Props = { error?: ApiError; plain?: boolean; action?: ReactNode };

/** The server's words, as they are; plain where nobody is signed in yet who might do something or not. */
export const Problem = ({ error, plain, action }: Props) => (error
  ? <div role="alert"><Alert type="error" action={action} header={error.status === 403 && !plain ? 'You may not do this' : undefined}>{error.messages.map((message) => <div key={message}><Ids text={message} /></div>)}</Alert></div>
  : null);
