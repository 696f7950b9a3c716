import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 688px)');

const subscribe = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** Whether the window is as narrow as a telephone. */
export const useNarrow = () => useSyncExternalStore(subscribe, () => narrow.matches);
