import { useState } from 'react';

/** What somebody has typed and not sent yet. It outlives the page and a reload, until it is what it was at first, or they sign out; nothing secret belongs in it. */
export function useDraft<T>(key: string, first: T): [T, (draft: T) => void] {
  const name = `postern-draft ${key}`;
  const [draft, setDraft] = useState<T>(() => {
    const kept = sessionStorage.getItem(name);
    return kept === null ? first : JSON.parse(kept) as T;
  });
  const set = (next: T) => {
    if (JSON.stringify(next) === JSON.stringify(first)) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(next));
    setDraft(next);
  };
  return [draft, set];
}

export const forgetDrafts = () => Object.keys(sessionStorage).filter((name) => name.startsWith('postern-draft ')).forEach((name) => sessionStorage.removeItem(name));
