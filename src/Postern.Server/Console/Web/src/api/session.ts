import { decoded } from '../decoded';
import { ApiError, call } from './client';

/** Opens, tells of and ends the session. */
export const sessionPath = '/console/session';

/** The tabs of a browser have one session. */
type Turn = 'begun' | 'ended';

const tabs = new BroadcastChannel('postern session');

/** What somebody shows to come in. */
export type Credentials = { token: string } | { email: string; password: string };

/** A password is exchanged for a token, which then is in a cookie that scripts cannot read, and nowhere else. */
export async function signInWith(credentials: Credentials): Promise<void> {
  const token = 'token' in credentials ? credentials.token : (await call<{ token: string }>('POST', '/v1/userauth', credentials)).token;
  await call<unknown>('POST', sessionPath, { token });
  tabs.postMessage('begun' satisfies Turn);
}

/** Says why where the session goes on: only the server can take the cookie away. */
export async function signOut(): Promise<ApiError | undefined> {
  tabs.postMessage('ended' satisfies Turn);
  try {
    await call<unknown>('DELETE', sessionPath);
    return undefined;
  } catch (error) {
    return new ApiError((error as ApiError).status, [...(error as ApiError).messages, 'So this browser is still signed in: load this page again, and sign out once more.']);
  }
}

/** Calls back when somebody signs in or out in another tab. */
export function onTurn(heard: (turn: Turn) => void): () => void {
  tabs.onmessage = ({ data }) => heard(data as Turn);
  return () => { tabs.onmessage = null; };
}

/** The token of a sign-in link, taken out of the address, and of the history, before anything else happens. */
export function tokenOfLink(): string | undefined {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  return decoded(token);
}
