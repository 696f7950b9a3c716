import { useEffect, useRef } from 'react';
import Alert from '@cloudscape-design/components/alert';
import { useLost } from '../api/news';
import { say } from './say';
import { Time } from './Time';

/** Says from when the values are, once news stop coming. What was typed stays. */
export function Lost() {
  const since = useLost();
  const before = useRef(since);
  useEffect(() => {
    if (before.current !== undefined && since === undefined) say('The server can be reached again.');
    before.current = since;
  }, [since]);
  return since === undefined ? null : (
    <div role="alert">
      <Alert type="warning" header="The server cannot be reached">
        What you see is from <Time at={new Date(since).toISOString()} />. This page tries again by itself, and keeps what you typed.
      </Alert>
    </div>
  );
}
