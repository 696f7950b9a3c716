const focusable = 'button:not([disabled]), a[href], input:not([disabled])';

/** An element, and all around it. */
export function places(of: Element | null): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = of as HTMLElement | null; at && at !== document.body; at = at.parentElement) found.push(at);
  return found;
}

/** Whether nobody has the focus, or something that cannot keep it: the browser takes it from what is disabled only later. */
const isFree = (here: Element | null) => here === null || here === document.body || here.matches(':disabled');

/** Gives the focus, where nobody has it, to the first place that is still there, or to the first thing in it that can have it. */
export function focusOn(wanted: HTMLElement[]) {
  const here = document.activeElement;
  if (!isFree(here)) return;
  for (const place of wanted.filter(({ isConnected }) => isConnected)) {
    place.focus();
    if (document.activeElement === here) place.querySelector<HTMLElement>(focusable)?.focus();
    if (document.activeElement !== here) return;
  }
}

/** When the page is drawn again without what has the focus, what is beside it has it: nobody starts again at the top of the page. */
export function keepFocus() {
  let last: HTMLElement[] = [];
  document.addEventListener('focusin', ({ target }) => { last = places(target as Element); });
  new MutationObserver(() => { if (last[0]?.isConnected === false) focusOn(last); }).observe(document.body, { childList: true, subtree: true });
}
