import { useEffect, useState } from 'react';
import { focusOn, places } from './focus';

/** When this goes, the focus is where it was before it came or, if that has gone too, beside it. */
export function useFocusBack() {
  const [before] = useState(() => places(document.activeElement)); // while this is drawn first, nothing of it has taken the focus yet
  useEffect(() => () => void setTimeout(() => focusOn(before)), [before]);
}
