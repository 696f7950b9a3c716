import { useEffect, useState } from 'react';
import { useLive } from '../api/live';
import { Find } from './Find';
import { Pages } from './Pages';
import { usePause } from './usePause';

const size = 25;

/** A list that the server filters and cuts into pages; what was shown stays until the next page is there. */
export function useServerPages<T extends { total: number }>(path: string, what: string) {
  const [typed, setTyped] = useState('');
  const [page, setPage] = useState(1);
  const search = usePause(typed).trim();
  useEffect(() => setPage(1), [search, path]);
  const query = new URLSearchParams({ limit: `${size}`, offset: `${(page - 1) * size}`, ...(search ? { search } : {}) });
  const asked = `${path}${path.includes('?') ? '&' : '?'}${query}`;
  const answer = useLive<T>(asked);
  const [last, setLast] = useState<T>();
  useEffect(() => { if (answer.value) setLast(answer.value); }, [answer.value]);
  const value = answer.value ?? (answer.error ? undefined : last);
  const count = Math.max(1, Math.ceil((value?.total ?? 0) / size));
  useEffect(() => { if (value && page > count) setPage(count); }, [value, page, count]);
  return {
    ...answer, value, search, asked,
    filter: <Find what={what} text={typed} change={setTyped} found={search === '' ? undefined : value?.total} />,
    pagination: <Pages here={Math.min(page, count)} count={count} turn={setPage} />,
  };
}
