import type { Role } from './api/types';

/** What a role may do; the server has the last word. */
export type Access = { change: boolean; manage: boolean; tag: boolean; nodes: boolean };

/** @param isAdministrator Of the server, which registers nodes. */
export const accessOf = (role: Role | undefined, isAdministrator: boolean): Access => ({
  change: role === 'admin' || role === 'operator', manage: role === 'admin', tag: role !== undefined && role !== 'read_only', nodes: isAdministrator,
});
