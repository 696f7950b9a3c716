import { useSyncExternalStore } from 'react';
import { decoded } from './decoded';

/** Where the reader is: the address after the '#', so that every place has a link. */
export type Tab = 'overview' | 'network' | 'users' | 'backups' | 'nodes' | 'settings' | 'events';
export type Page = 'services' | 'privatelinks' | 'vpcs' | 'events' | 'webhooks' | 'members' | 'settings' | 'tokens';
/** A backup that a new service is to begin with. */
export type Fork = { project: string; service: string; backup: string };
/** Which tabs a service has is for its page to say. */
export type Place = { project?: string; page: Page; service?: string; vpc?: string; webhook?: string; creating: boolean; fork?: Fork; tab: string; server?: ServerPage; unknown?: boolean };
export type ServerPage = 'cells' | 'all-privatelinks';

const pages: readonly string[] = ['services', 'privatelinks', 'vpcs', 'events', 'webhooks', 'members', 'settings', 'tokens'] satisfies Page[];
const serverPages: readonly string[] = ['cells', 'all-privatelinks'] satisfies ServerPage[];

export const pageLink = (project: string, page: Page) => `#/project/${encodeURIComponent(project)}/${page}`;
export const servicesLink = (project: string) => pageLink(project, 'services');
export const serviceLink = (project: string, service: string, tab: Tab = 'overview') => `${servicesLink(project)}/${encodeURIComponent(service)}/${tab}`;
export const vpcLink = (project: string, vpc: string) => `${pageLink(project, 'vpcs')}/${encodeURIComponent(vpc)}`;
export const webhookLink = (project: string, webhook: string) => `${pageLink(project, 'webhooks')}/${encodeURIComponent(webhook)}`;
export const newServiceLink = (project: string) => `#/project/${encodeURIComponent(project)}/create-service`;
/** A new service of a project, from a backup of one of this or another project. */
export const forkLink = (project: string, from: Fork) => [newServiceLink(project), ...[from.project, from.service, from.backup].map(encodeURIComponent)].join('/');

export const serverLink = (page: ServerPage) => `#/server/${page}`;

const first: Place = { page: 'services', creating: false, tab: 'overview' };
const nowhere = { unknown: true };

export function placeOf(hash: string): Place {
  const [realm, ...path] = hash.replace(/^#?\/?|\/$/g, '').split('/').map(decoded);
  if (realm === '') return first;
  if (realm === 'server') return { ...first, ...(path.length === 1 && serverPages.includes(path[0]!) ? { server: path[0] as ServerPage } : nowhere) };
  const [project, page = first.page, ...inside] = path;
  return { ...first, ...(realm === 'project' && project ? { project, ...within(page, inside) } : nowhere) };
}

function within(page: string, [thing, ...more]: string[]): Partial<Place> {
  if (page === 'create-service' && thing === undefined) return { creating: true };
  if (page === 'create-service' && more.length === 2) return { creating: true, fork: { project: thing!, service: more[0]!, backup: more[1]! } };
  if (!pages.includes(page)) return nowhere;
  const here = { page: page as Page };
  if (thing === undefined) return here;
  if (page === 'services' && more.length < 2) return { ...here, service: thing, tab: more[0] ?? first.tab };
  if (page === 'vpcs' && more.length === 0) return { ...here, vpc: thing };
  if (page === 'webhooks' && more.length === 0) return { ...here, webhook: thing };
  return { ...here, ...nowhere };
}

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

const hash = () => location.hash;

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, hash));
}
