import { call } from './client';

const path = '/console/session';

/** What somebody shows to come in. */
export type Credentials = { token: string } | { email: string; password: string };

/** A password is exchanged for a token, which then is in a cookie that scripts cannot read, and nowhere else. */
export async function signInWith(credentials: Credentials): Promise<void> {
  const token = 'token' in credentials ? credentials.token : (await call<{ token: string }>('POST', '/v1/userauth', credentials)).token;
  await call<unknown>('POST', path, { token });
}

export const signOut = () => call<unknown>('DELETE', path);

/** The token of a sign-in link, taken out of the address, and of the history, before anything else happens. */
export function tokenOfLink(): string | undefined {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  return decodeURIComponent(token);
}
