import { createContext, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** Whether identifiers are in a group, which is one stop of the tab key. */
export const Grouped = createContext(false);

const id = 'button.id';
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Many sentences with identifiers: the tab key comes to the one that was used last, and the arrows go to the others. */
export function IdGroup({ children }: { children: ReactNode }) {
  const group = useRef<HTMLDivElement>(null);
  const used = useRef<HTMLElement | undefined>(undefined);
  const all = () => [...group.current!.querySelectorAll<HTMLElement>(id)];
  useEffect(() => {
    const settle = () => {
      const buttons = all();
      const stop = buttons.find((button) => button === used.current) ?? buttons[0];
      buttons.forEach((button) => { button.tabIndex = button === stop ? 0 : -1; });
    };
    settle();
    const rows = new MutationObserver(settle); // a list turns its pages, and is drawn otherwise where it has less room
    rows.observe(group.current!, { childList: true, subtree: true });
    return () => rows.disconnect();
  });
  const use = (button: HTMLElement) => {
    used.current = button;
    all().forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
  };
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const here = all().indexOf(document.activeElement as HTMLElement);
    if (step === undefined || here < 0) return;
    event.preventDefault();
    all()[here + step]?.focus();
  };
  return (
    <Grouped.Provider value>
      <div ref={group} onKeyDown={move} onFocus={({ target }) => { if (target.matches(id)) use(target); }}>{children}</div>
    </Grouped.Provider>
  );
}
