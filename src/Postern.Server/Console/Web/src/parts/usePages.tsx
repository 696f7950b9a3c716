import { useState } from 'react';
import { Pages } from './Pages';

const size = 25;

/** The part of a list that is on the screen, and the control that turns the pages where there are several. */
export function usePages<T>(items: readonly T[]) {
  const [wanted, setWanted] = useState(1);
  const count = Math.max(1, Math.ceil(items.length / size));
  const here = Math.min(wanted, count);
  return { shown: items.slice((here - 1) * size, here * size), pagination: <Pages here={here} count={count} turn={setWanted} /> };
}
