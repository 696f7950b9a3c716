import { call } from './client';

const path = '/console/session';

export const signIn = (token: string) => call<unknown>('POST', path, { token });
export const signOut = () => call<unknown>('DELETE', path);

/** The token of a sign-in link, taken out of the address, and of the history, before anything else happens. */
export function tokenOfLink(): string | undefined {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  return decodeURIComponent(token);
}
