import Alert from '@cloudscape-design/components/alert';
import type { ApiError } from '../api/client';

/** The server's words, as they are; plain where nobody is signed in yet who might do something or not. */
export const Problem = ({ error, plain }: { error?: ApiError; plain?: boolean }) =>
  error ? <Alert type="error" header={error.status === 403 && !plain ? 'You may not do this' : undefined}>{error.messages.map((message) => <div key={message}>{message}</div>)}</Alert> : null;
