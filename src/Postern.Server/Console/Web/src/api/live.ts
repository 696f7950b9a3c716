import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { decoded } from '../decoded';
import { ApiError, call } from './client';
import { serverNow } from './clock';
import { onNews } from './news';

/** What a path answered last, when, and what is wrong since. A value outlives a lost network. */
export type Answer<T> = { value?: T; at?: Date; error?: ApiError };

type Watch = { answer: Answer<unknown>; listeners: Set<() => void>; latest: number; answered: number };

const watches = new Map<string, Watch>();
const nothing: Answer<never> = {};

/** Who the reader is, and what they may do where. */
export const mePath = '/v1/me';

export const retry = 5000;

/** Whether the same question may find an answer later. */
export const passes = ({ status }: ApiError) => status === 0 || status === 429 || status >= 500;

async function ask(path: string, watch: Watch) {
  const turn = ++watch.latest;
  let answer: Answer<unknown>;
  try {
    const value = await call<unknown>('GET', path);
    answer = { value: same(value, watch.answer.value) ? watch.answer.value : value, at: new Date(serverNow()) };
  } catch (error) {
    const gone = [403, 404].includes((error as ApiError).status); // it was there, and is no more, or no more for this reader
    if ((error as ApiError).status === 403 && path !== mePath) again(mePath);
    answer = { ...(gone ? {} : watch.answer), error: error as ApiError };
  }
  if (turn < watch.answered) return; // an older question, answered late; while news come faster than answers, each answer in turn is shown
  [watch.answered, watch.answer] = [turn, answer];
  if (answer.error && passes(answer.error)) setTimeout(() => watches.get(path) === watch && turn === watch.latest && void ask(path, watch), retry);
  watch.listeners.forEach((listener) => listener());
}

/** The old object is kept where nothing changed, so that what depends on it is not drawn, or reset, again. */
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function again(path: string) {
  const watch = watches.get(path);
  if (watch) void ask(path, watch);
}

/** Asks again at once, as after a change. */
export const refresh = () => Promise.all([...watches].map(([path, watch]) => ask(path, watch)));

/** Asks again every so often for what no news tell of, while the page is looked at. */
export function useEvery(seconds: number, path: string | undefined) {
  useEffect(() => {
    if (path === undefined) return undefined;
    const clock = setInterval(() => document.hidden || again(path), seconds * 1000);
    return () => clearInterval(clock);
  }, [seconds, path]);
}

const soonest = 2000;

/** Asks again once something is due that no news tell of, while the page is looked at. */
export function useDue<T>(path: string, { value, at }: Answer<T>, dueOf: (value: T) => string) {
  const due = value && dueOf(value);
  useEffect(() => {
    if (due === undefined) return undefined;
    const timer = setTimeout(() => document.hidden || again(path), Math.max(Date.parse(due) - serverNow() + 500, soonest));
    return () => clearTimeout(timer);
  }, [path, due, at]);
}

/** Lists of what belongs to services. */
const ofServices = ['service', 'privatelinks', 'endpoints'];

/** What has no topic of its own; each change of it is an event. */
const told = ['tags', 'users', mePath];

const isProject = /^\/v1\/project\/[^/]+$/;

/** The topics of the stream of changes that a path tells of. */
function concerns(path: string, topic: string): boolean {
  const inside = decoded(path).replace(/^\/v1\/project\/[^/]+\//, '').split('?')[0]!;
  return topic === '*' || inside === topic || inside.startsWith(`${topic}/`) || (ofServices.includes(inside) && topic.startsWith('service/')) || ((told.includes(inside) || isProject.test(inside)) && topic === 'events');
}

onNews((topics) => watches.forEach((watch, path) => topics.some((topic) => concerns(path, topic)) && void ask(path, watch)));
document.addEventListener('visibilitychange', () => document.hidden || void refresh());

/** What a path answers, now and whenever it changes; nothing without a path. */
export function useLive<T>(path: string | undefined): Answer<T> {
  const subscribe = useCallback((listener: () => void) => {
    if (path === undefined) return () => undefined;
    let watch = watches.get(path);
    if (!watch) {
      watch = { answer: nothing, listeners: new Set(), latest: 0, answered: 0 };
      watches.set(path, watch);
      void ask(path, watch);
    }
    const mine = watch;
    mine.listeners.add(listener);
    return () => {
      mine.listeners.delete(listener);
      if (mine.listeners.size === 0 && watches.get(path) === mine) watches.delete(path);
    };
  }, [path]);
  return useSyncExternalStore(subscribe, () => (path === undefined ? undefined : watches.get(path)?.answer) ?? nothing) as Answer<T>;
}
