import { useEffect, useRef } from 'react';

const long = 5000;

/** Where a screen reader hears what others see change; it is there before anything is said, or it would not be heard. */
const place = Object.assign(document.createElement('div'), { className: 'said', role: 'status' });
document.body.append(place);

/** Tells those who listen. */
export function say(text: string) {
  const line = Object.assign(document.createElement('div'), { textContent: text });
  place.append(line);
  setTimeout(() => line.remove(), long);
}

/** Says what something is now, whenever it is another than before; nothing of a thing without a name. */
export function useSaid(name: string | undefined, now: string) {
  const before = useRef(now);
  useEffect(() => {
    if (name !== undefined && before.current !== now) say(`${name} is ${now}`);
    before.current = now;
  }, [name, now]);
}
