import { useEffect, useState } from 'react';
import { type ApiError, call } from './client';

/** What a path answered when it was asked last; unlike what is live, it is asked again only where the key changes. For what costs AWS calls. */
export function useAsked<T>(path: string, key: string): { value?: T; error?: ApiError } {
  const [answer, setAnswer] = useState<{ value?: T; error?: ApiError }>({});
  useEffect(() => {
    let over = false;
    call<T>('GET', path).then((value) => over || setAnswer({ value }), (error: ApiError) => over || setAnswer((before) => ({ ...before, error })));
    return () => { over = true; };
  }, [path, key]);
  return answer;
}
