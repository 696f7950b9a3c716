import { useSyncExternalStore } from 'react';
import type { ApiError } from './client';
import { serverNow } from './clock';
import { readStream } from './stream';

/** What the tabs tell each other: news of the server, or that none comes since a time. */
type News = { id: string; changed: string[] } | { lostAt: number };

const pause = 1000;
const longPause = 5000;
const silence = 25_000; // the server speaks each 10 s at least
const sleep = 2 * silence; // who leads says something more often, also of a server that is lost
let lostAt: number | undefined;
let heardAt = serverNow();
let awakeAt = Date.now();
let last: string | undefined;
const listeners = new Set<() => void>();
const readers = new Set<(topics: string[]) => void>();

function take(news: News) {
  const before = lostAt;
  awakeAt = Date.now();
  if ('lostAt' in news) lostAt ??= news.lostAt;
  else {
    [lostAt, last, heardAt] = [undefined, news.id, serverNow()];
    // Questions asked while the server was away found no answer, so all are asked again.
    const topics = before === undefined ? news.changed : ['*'];
    if (topics.length > 0) readers.forEach((reader) => reader(topics));
  }
  if (before !== lostAt) listeners.forEach((listener) => listener());
}

/** Whether the server is there, and does not let this reader hear of the project. */
const refuses = ({ status }: ApiError) => [401, 403, 404].includes(status);

/** Reads the stream for all tabs, until this one goes. */
async function lead(path: string, tell: (news: News) => void, over: AbortSignal) {
  while (!over.aborted) {
    const attempt = new AbortController();
    let watchdog = setTimeout(() => attempt.abort(), silence);
    let wait = pause;
    const stop = () => attempt.abort();
    over.addEventListener('abort', stop);
    try {
      await readStream(path, last, attempt.signal, ({ id, data }) => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), silence);
        tell({ id, ...(JSON.parse(data) as { changed: string[] }) });
      });
    } catch (error) {
      if (!over.aborted && !refuses(error as ApiError)) tell({ lostAt: heardAt });
      if ((error as ApiError).status >= 400) wait = longPause;
    }
    clearTimeout(watchdog);
    over.removeEventListener('abort', stop);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Follows a project. Of all tabs on it, the one that holds the lock has the stream; when it goes, or is fast asleep, another has it. */
export function follow(project: string): () => void {
  const over = new AbortController();
  const name = `postern ${project}`;
  const tabs = new BroadcastChannel(name);
  tabs.onmessage = ({ data }) => take(data as News);
  const tell = (news: News) => { tabs.postMessage(news); take(news); };
  const run = (end: AbortSignal) => lead(`/v1/project/${encodeURIComponent(project)}/changes`, tell, end);
  const queue = async (steal: boolean) => {
    const mine = new AbortController();
    const end = AbortSignal.any([over.signal, mine.signal]);
    try {
      await navigator.locks.request(name, steal ? { steal } : { signal: over.signal }, () => run(end));
    } catch {
      mine.abort(); // another has taken the lock while this tab slept
      if (!steal && !over.signal.aborted) void queue(false);
    }
  };
  // Locks exist on HTTPS and on this machine only; elsewhere each tab has a stream of its own.
  if (navigator.locks) void queue(false);
  else void run(over.signal);
  const watch = setInterval(() => { if (navigator.locks && !document.hidden && Date.now() - awakeAt > sleep) { awakeAt = Date.now(); void queue(true); } }, longPause);
  [last, heardAt, awakeAt] = [undefined, serverNow(), Date.now()];
  return () => { over.abort(); clearInterval(watch); tabs.close(); };
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
