import { useEffect, useState } from 'react';
import { privatelinkPath } from '../api/client';
import { type Answer, useEvery, useLive } from '../api/live';
import type { Traffic } from '../api/types';

const seconds = 15; // AWS is asked less often: the server remembers what it said

/** What goes through a PrivateLink, all together and through some endpoints, while the page is looked at. What was shown stays until there is more. */
export function useTraffic(project: string, service: string, endpoints: string[] | undefined): Answer<Traffic> {
  const path = endpoints && `${privatelinkPath(project, service)}/traffic?endpoints=${endpoints.join()}`;
  useEvery(seconds, path);
  const answer = useLive<Traffic>(path);
  const [last, setLast] = useState<Traffic>();
  useEffect(() => { if (answer.value) setLast(answer.value); }, [answer.value]);
  return { ...answer, value: answer.value ?? (answer.error ? undefined : last) };
}
