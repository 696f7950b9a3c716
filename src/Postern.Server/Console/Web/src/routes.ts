import { useSyncExternalStore } from 'react';
import { decoded } from './decoded';

/** Where the reader is: the address after the '#', so that every place has a link. */
export type Tab = 'overview' | 'network' | 'users' | 'backups' | 'nodes' | 'settings' | 'events';
export type Page = 'services' | 'privatelinks' | 'vpcs' | 'events' | 'webhooks' | 'members' | 'settings' | 'tokens';
/** A backup that a new service is to begin with. */
export type Fork = { project: string; service: string; backup: string };
export type Place = { project?: string; page: Page; service?: string; vpc?: string; webhook?: string; creating: boolean; fork?: Fork; tab: Tab; server?: ServerPage };
export type ServerPage = 'cells' | 'all-privatelinks';

const tabs: readonly string[] = ['overview', 'network', 'users', 'backups', 'nodes', 'settings', 'events'] satisfies Tab[];
const pages: readonly string[] = ['services', 'privatelinks', 'vpcs', 'events', 'webhooks', 'members', 'settings', 'tokens'] satisfies Page[];

export const pageLink = (project: string, page: Page) => `#/project/${encodeURIComponent(project)}/${page}`;
export const servicesLink = (project: string) => pageLink(project, 'services');
export const serviceLink = (project: string, service: string, tab: Tab = 'overview') => `${servicesLink(project)}/${encodeURIComponent(service)}/${tab}`;
export const vpcLink = (project: string, vpc: string) => `${pageLink(project, 'vpcs')}/${encodeURIComponent(vpc)}`;
export const webhookLink = (project: string, webhook: string) => `${pageLink(project, 'webhooks')}/${encodeURIComponent(webhook)}`;
export const newServiceLink = (project: string) => `#/project/${encodeURIComponent(project)}/create-service`;
/** A new service of a project, from a backup of one of this or another project. */
export const forkLink = (project: string, from: Fork) => [newServiceLink(project), ...[from.project, from.service, from.backup].map(encodeURIComponent)].join('/');

export const serverLink = (page: ServerPage) => `#/server/${page}`;

export function placeOf(hash: string): Place {
  const [, project, page = '', thing, tab = ''] = /^#\/project\/([^/]+)(?:\/([\w-]+)(?:\/([^/]+)(?:\/(\w+))?)?)?$/.exec(hash) ?? [];
  const [, target, ...origin] = /^#\/project\/([^/]+)\/create-service\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(hash) ?? [];
  const server = /^#\/server\/([\w-]+)$/.exec(hash)?.[1];
  const part = (text?: string) => (text === undefined ? undefined : decoded(text));
  return {
    project: part(project ?? target),
    page: pages.includes(page) ? page as Page : 'services',
    service: page === 'services' ? part(thing) : undefined,
    vpc: page === 'vpcs' ? part(thing) : undefined,
    webhook: page === 'webhooks' ? part(thing) : undefined,
    creating: page === 'create-service' || target !== undefined,
    fork: target === undefined ? undefined : { project: part(origin[0])!, service: part(origin[1])!, backup: part(origin[2])! },
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
