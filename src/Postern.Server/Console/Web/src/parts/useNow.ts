import { useSyncExternalStore } from 'react';

let now = Date.now();

const subscribe = (ticked: () => void) => {
  const clock = setInterval(() => { now = Date.now(); ticked(); }, 1000);
  return () => clearInterval(clock);
};

/** The time, a second exact. */
export const useNow = () => useSyncExternalStore(subscribe, () => now);
