import Box from '@cloudscape-design/components/box';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Privatelink } from '../api/types';
import { State } from '../parts/State';

/** The state of a service's PrivateLink, or a dash where it has none. */
export function PrivatelinkState({ project, service }: { project: string; service: string }) {
  const { value, error } = useLive<Privatelink>(privatelinkPath(project, service));
  if (value) return <State state={value.state} />;
  return error?.status === 404 ? <Box color="text-status-inactive">–</Box> : <>{error?.message}</>;
}
