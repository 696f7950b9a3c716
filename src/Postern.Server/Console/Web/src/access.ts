import type { Role } from './api/types';

/** What a role may do; the server has the last word. */
export type Access = { change: boolean; manage: boolean };

export const accessOf = (role: Role | undefined): Access => ({ change: role === 'admin' || role === 'operator', manage: role === 'admin' });
