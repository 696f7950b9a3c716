import { useSyncExternalStore } from 'react';
import { readStream } from './stream';

/** What the tabs tell each other: news of the server, or that none comes since a time. */
type News = { id: string; changed: string[] } | { lostAt: number };

const pause = 1000;
const silence = 25_000; // the server speaks each 10 s at least
let lostAt: number | undefined;
let last: string | undefined;
const listeners = new Set<() => void>();
const readers = new Set<(topics: string[]) => void>();

function take(news: News) {
  const before = lostAt;
  if ('lostAt' in news) lostAt ??= news.lostAt;
  else {
    [lostAt, last] = [undefined, news.id];
    // Questions asked while the server was away found no answer, so all are asked again.
    const topics = before === undefined ? news.changed : ['*'];
    if (topics.length > 0) readers.forEach((reader) => reader(topics));
  }
  if (before !== lostAt) listeners.forEach((listener) => listener());
}

/** Reads the stream for all tabs, until this one goes. */
async function lead(path: string, tell: (news: News) => void, over: AbortSignal) {
  while (!over.aborted) {
    const attempt = new AbortController();
    let watchdog = setTimeout(() => attempt.abort(), silence);
    const stop = () => attempt.abort();
    over.addEventListener('abort', stop);
    try {
      await readStream(path, last, attempt.signal, ({ id, data }) => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), silence);
        tell({ id, ...(JSON.parse(data) as { changed: string[] }) });
      });
    } catch {
      if (!over.aborted) tell({ lostAt: Date.now() });
    }
    clearTimeout(watchdog);
    over.removeEventListener('abort', stop);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Follows a project. Of all tabs on it, the one that holds the lock has the stream; when it goes, another has it. */
export function follow(project: string): () => void {
  const over = new AbortController();
  const name = `postern ${project}`;
  const tabs = new BroadcastChannel(name);
  tabs.onmessage = ({ data }) => take(data as News);
  const tell = (news: News) => { tabs.postMessage(news); take(news); };
  const run = () => lead(`/v1/project/${encodeURIComponent(project)}/changes`, tell, over.signal);
  // Locks exist on HTTPS and on this machine only; elsewhere each tab has a stream of its own.
  if (navigator.locks) void navigator.locks.request(name, { signal: over.signal }, run).catch(() => undefined);
  else void run();
  last = undefined;
  return () => { over.abort(); tabs.close(); };
}

/** Calls back with the topics that changed. */
export function onNews(reader: (topics: string[]) => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** Since when no news comes, if none does. */
export const useLost = () => useSyncExternalStore(
  (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  () => lostAt,
);
