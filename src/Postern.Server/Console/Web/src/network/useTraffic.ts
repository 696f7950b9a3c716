import { privatelinkPath } from '../api/client';
import { type Answer, useEvery, useLive } from '../api/live';
import type { Traffic } from '../api/types';

const seconds = 15; // AWS is asked less often: the server remembers what it said

/** What goes through a PrivateLink, while the page is looked at. */
export function useTraffic(project: string, service: string): Answer<Traffic> {
  const path = `${privatelinkPath(project, service)}/traffic`;
  useEvery(seconds, path);
  return useLive<Traffic>(path);
}
