import Alert from '@cloudscape-design/components/alert';
import { useLost } from '../api/news';
import { Time } from './Time';

/** Says from when the values are, once news stop coming. What was typed stays. */
export function Lost() {
  const since = useLost();
  return since === undefined ? null : (
    <Alert type="warning" header="The server cannot be reached">
      What you see is from <Time at={new Date(since).toISOString()} />. This page tries again by itself, and keeps what you typed.
    </Alert>
  );
}
