import { useSyncExternalStore } from 'react';

/** Where the reader is: the address after the '#', so that every place has a link. */
export type Tab = 'overview' | 'network' | 'events';
export type Page = 'services' | 'privatelinks' | 'vpcs' | 'events' | 'members' | 'tokens';
export type Place = { project?: string; page: Page; service?: string; vpc?: string; creating: boolean; tab: Tab; server?: ServerPage };
export type ServerPage = 'cells' | 'all-privatelinks';

const tabs: readonly string[] = ['overview', 'network', 'events'] satisfies Tab[];
const pages: readonly string[] = ['services', 'privatelinks', 'vpcs', 'events', 'members', 'tokens'] satisfies Page[];

export const pageLink = (project: string, page: Page) => `#/project/${encodeURIComponent(project)}/${page}`;
export const servicesLink = (project: string) => pageLink(project, 'services');
export const serviceLink = (project: string, service: string, tab: Tab = 'overview') => `${servicesLink(project)}/${encodeURIComponent(service)}/${tab}`;
export const vpcLink = (project: string, vpc: string) => `${pageLink(project, 'vpcs')}/${encodeURIComponent(vpc)}`;
export const newServiceLink = (project: string) => `#/project/${encodeURIComponent(project)}/create-service`;

export const serverLink = (page: ServerPage) => `#/server/${page}`;

export function placeOf(hash: string): Place {
  const [, project, page = '', thing, tab = ''] = /^#\/project\/([^/]+)(?:\/([\w-]+)(?:\/([^/]+)(?:\/(\w+))?)?)?$/.exec(hash) ?? [];
  const server = /^#\/server\/([\w-]+)$/.exec(hash)?.[1];
  const part = (text?: string) => (text === undefined ? undefined : decodeURIComponent(text));
  return {
    project: part(project),
    page: pages.includes(page) ? page as Page : 'services',
    service: page === 'services' ? part(thing) : undefined,
    vpc: page === 'vpcs' ? part(thing) : undefined,
    creating: page === 'create-service',
    server: server === 'cells' || server === 'all-privatelinks' ? server : undefined,
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
