import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/clock';

let now = serverNow();

const subscribe = (ticked: () => void) => {
  const tick = () => { now = serverNow(); ticked(); };
  const clock = setInterval(tick, 1000);
  if (serverNow() - now >= 1000) tick(); // nobody has asked for a while
  return () => clearInterval(clock);
};

/** The server's time, a second exact. */
export const useNow = () => useSyncExternalStore(subscribe, () => now);
