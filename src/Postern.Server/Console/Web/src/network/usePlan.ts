import { useEffect, useState } from 'react';
import { type ApiError, call, privatelinkPath } from '../api/client';
import type { Plan } from '../api/types';

type Preview = { plan?: Plan; error?: ApiError; busy: boolean };

const pause = 400; // while somebody types

/** Asks for the plan of a wish, again whenever the wish changes. */
export function usePlan(project: string, service: string, wish: Record<string, unknown>): Preview {
  const [preview, setPreview] = useState<Preview>({ busy: true });
  const body = JSON.stringify(wish);
  useEffect(() => {
    let over = false;
    const set = (next: Preview) => { if (!over) setPreview(next); };
    const timer = setTimeout(() => {
      call<Plan>('POST', `${privatelinkPath(project, service)}/plan`, JSON.parse(body)).then(
        (plan) => set({ plan, busy: false }),
        (error: ApiError) => set({ error, busy: false }),
      );
    }, pause);
    return () => { over = true; clearTimeout(timer); };
  }, [project, service, body]);
  return preview;
}
