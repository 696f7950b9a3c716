import { useSyncExternalStore } from 'react';

/** Where the reader is: the address after the '#', so that every place has a link. */
export type Tab = 'overview' | 'network' | 'events';
export type Page = 'services' | 'vpcs' | 'events';
export type Place = { project?: string; page: Page; service?: string; creating: boolean; tab: Tab };

const tabs: readonly string[] = ['overview', 'network', 'events'] satisfies Tab[];
const pages: readonly string[] = ['services', 'vpcs', 'events'] satisfies Page[];

export const pageLink = (project: string, page: Page) => `#/project/${encodeURIComponent(project)}/${page}`;
export const servicesLink = (project: string) => pageLink(project, 'services');
export const serviceLink = (project: string, service: string, tab: Tab = 'overview') => `${servicesLink(project)}/${encodeURIComponent(service)}/${tab}`;
export const newServiceLink = (project: string) => `#/project/${encodeURIComponent(project)}/create-service`;

export function placeOf(hash: string): Place {
  const [, project, page = '', service, tab = ''] = /^#\/project\/([^/]+)(?:\/([\w-]+)(?:\/([^/]+)(?:\/(\w+))?)?)?$/.exec(hash) ?? [];
  const part = (text?: string) => (text === undefined ? undefined : decodeURIComponent(text));
  return {
    project: part(project),
    page: pages.includes(page) ? page as Page : 'services',
    service: page === 'services' ? part(service) : undefined,
    creating: page === 'create-service',
    tab: tabs.includes(tab) ? tab as Tab : 'overview',
  };
}

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

const hash = () => location.hash;

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, hash));
}
