import type { Status } from '../api/types';

/** How grave it is what a PrivateLink waits for, or what went wrong with it. */
export function graveness({ is_refused: refused, pending_repairs: repairs, routes }: Status): 'error' | 'warning' | 'info' {
  if (refused) return 'error';
  return repairs.length > 0 || routes.some(({ state }) => state === 'fail-open') ? 'warning' : 'info';
}
