import Alert from '@cloudscape-design/components/alert';
import type { ApiError } from '../api/client';

/** The server's words, as they are. */
export const Problem = ({ error }: { error?: ApiError }) =>
  error ? <Alert type="error" header={error.status === 403 ? 'You may not do this' : undefined}>{error.messages.map((message) => <div key={message}>{message}</div>)}</Alert> : null;
