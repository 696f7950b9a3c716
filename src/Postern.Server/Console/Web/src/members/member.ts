import type { Role } from '../api/types';

/** Who is in, or is invited. */
export type Member = { email: string; name?: string; role: Role; since: string; invited: boolean };
