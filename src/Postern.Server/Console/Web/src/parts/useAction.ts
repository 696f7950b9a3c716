import { useState } from 'react';
import type { ApiError } from '../api/client';
import { passes, refresh } from '../api/live';

/** Runs one change at a time; what was typed stays where it is when the server refuses. A refusal is of what was sent: it is forgotten once something else is typed. */
export function useAction(change: () => Promise<unknown>, done: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await change();
      await refresh();
      done();
    } catch (refused) {
      setError(refused as ApiError);
      if (passes(refused as ApiError)) void refresh(); // it may have been done
    } finally {
      setBusy(false);
    }
  };
  const retype = () => setError((before) => (before && passes(before) ? before : undefined));
  return { busy, error, run: () => void run(), retype };
}
