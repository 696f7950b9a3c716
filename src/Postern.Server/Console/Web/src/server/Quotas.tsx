import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useLive } from '../api/live';
import type { Quota } from '../api/types';
import { Problem } from '../parts/Problem';
import { Level } from './Level';

/** What is left of the account's quotas; it costs AWS calls, and is asked for once. */
export function Quotas({ cell }: { cell: string }) {
  const { value, error } = useLive<{ quotas: Quota[] }>(`/v1/cells/${encodeURIComponent(cell)}/quotas`);
  if (!value) return error ? <Problem error={error} /> : <Spinner />;
  if (value.quotas.length === 0) return <Box color="text-body-secondary">AWS does not tell them: the server’s credentials may not call DescribeAccountLimits.</Box>;
  return <div className="levels">{value.quotas.map(({ name, limit, used }) => <Level key={name} name={name} value={limit - used} most={limit} text={`${used} of ${limit} used`} />)}</div>;
}
