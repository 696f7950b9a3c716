import { ApiError } from '../api/client';

/** Does what cannot be undone only once the name of what goes was typed. */
export const ifTyped = (typed: string, name: string, change: () => Promise<unknown>) => (typed.trim() === name ? change() : Promise.reject(new ApiError(400, [`Type ${name} to delete it.`])));
