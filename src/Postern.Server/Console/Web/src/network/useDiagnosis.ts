import { useState } from 'react';
import { type ApiError, call, privatelinkPath } from '../api/client';
import type { Diagnosis } from '../api/types';

/** A diagnosis, and when it was made: everything was looked at then, and not since. */
export type Examined = { diagnosis?: Diagnosis; at?: string; error?: ApiError; busy: boolean; run: (connection?: string) => void };

export function useDiagnosis(project: string, service: string): Examined {
  const [{ diagnosis, at, error }, setState] = useState<{ diagnosis?: Diagnosis; at?: string; error?: ApiError }>({});
  const [busy, setBusy] = useState(false);
  const run = (connection?: string) => {
    setBusy(true);
    const query = connection ? `?connection=${encodeURIComponent(connection)}` : '';
    call<Diagnosis>('GET', `${privatelinkPath(project, service)}/diagnose${query}`)
      .then((found) => setState({ diagnosis: found, at: new Date().toISOString() }), (refused: ApiError) => setState({ error: refused }))
      .finally(() => setBusy(false));
  };
  return { diagnosis, at, error, busy, run };
}
