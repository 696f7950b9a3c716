import { useState } from 'react';
import { type ApiError, call, privatelinkPath } from '../api/client';
import { serverNow } from '../api/clock';
import type { Diagnosis, Status } from '../api/types';

const most = 25; // endpoints that one diagnosis is of, those in trouble first

type Found = { connection?: string; diagnosis?: Diagnosis; at?: string; error?: ApiError; of?: string };

/** A diagnosis, and when it was made. Once what the page shows is not what it was then, the diagnosis is gone, and 'outdated' says so. */
export type Examined = { connection?: string; diagnosis?: Diagnosis; at?: string; error?: ApiError; outdated: boolean; busy: boolean; run: (connection?: string) => void };

const shownOf = (status?: Status) => status && JSON.stringify([status.principals, status.routes, status.endpoint_counts, status.endpoints.map((e) => [e.vpc_endpoint_id, e.state])]);

export function useDiagnosis(project: string, service: string, status: Status | undefined): Examined {
  const [found, setFound] = useState<Found>({});
  const [busy, setBusy] = useState(false);
  const shown = shownOf(status);
  const run = (connection?: string) => {
    setBusy(true);
    const query = connection ? `?connection=${encodeURIComponent(connection)}` : `?limit=${most}`;
    call<Diagnosis>('GET', `${privatelinkPath(project, service)}/diagnose${query}`)
      .then((diagnosis) => setFound({ connection, diagnosis, at: new Date(serverNow()).toISOString(), of: shown }), (error: ApiError) => setFound({ error }))
      .finally(() => setBusy(false));
  };
  const outdated = found.diagnosis !== undefined && found.of !== shown;
  return { ...(outdated ? {} : found), outdated, busy, run };
}
