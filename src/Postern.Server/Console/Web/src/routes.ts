import { useSyncExternalStore } from 'react';

/** Where the reader is: the address after the '#', so that every place has a link. */
export type Place = { project?: string; service?: string; tab: 'overview' | 'network' };

export const servicesLink = (project: string) => `#/project/${encodeURIComponent(project)}/services`;
export const serviceLink = (project: string, service: string, tab: Place['tab'] = 'overview') => `${servicesLink(project)}/${encodeURIComponent(service)}/${tab}`;

export function placeOf(hash: string): Place {
  const match = /^#\/project\/([^/]+)\/services(?:\/([^/]+)(?:\/(\w+))?)?$/.exec(hash);
  const part = (text?: string) => (text === undefined ? undefined : decodeURIComponent(text));
  return { project: part(match?.[1]), service: part(match?.[2]), tab: match?.[3] === 'network' ? 'network' : 'overview' };
}

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export const usePlace = () => placeOf(useSyncExternalStore(subscribe, () => location.hash));
