import { useEffect, useState } from 'react';

const focusable = 'button:not([disabled]), a[href], input:not([disabled])';

/** The element that has the focus, and all around it. */
function places(): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = document.activeElement as HTMLElement | null; at && at !== document.body; at = at.parentElement) found.push(at);
  return found;
}

function focusOn(place: HTMLElement) {
  place.focus();
  if (document.activeElement !== place) place.querySelector<HTMLElement>(focusable)?.focus();
}

/** When this goes, the focus is where it was before it came or, if that has gone too, beside it: nobody starts again at the top of the page. */
export function useFocusBack() {
  const [before] = useState(places); // while this is drawn first, nothing of it has taken the focus yet
  useEffect(() => () => void setTimeout(() => {
    const here = document.activeElement;
    const isFree = here === null || here === document.body || here.matches(':disabled'); // which the browser takes the focus from only later
    for (const place of isFree ? before.filter(({ isConnected }) => isConnected) : []) {
      focusOn(place);
      if (document.activeElement !== here) return;
    }
  }), [before]);
}
