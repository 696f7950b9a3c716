import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import { call, type ApiError } from './api/client';
import { type Credentials, signInWith, tokenOfLink } from './api/session';
import type { Me } from './api/types';
import { SignIn } from './pages/SignIn';
import { Shell } from './pages/Shell';

type Session = { me?: Me; error?: ApiError };

async function open(credentials?: Credentials): Promise<Session> {
  try {
    if (credentials !== undefined) await signInWith(credentials);
    return { me: await call<Me>('GET', '/v1/me') };
  } catch (error) {
    // Without a session there is nothing wrong yet: the sign-in page is the answer.
    return credentials === undefined && (error as ApiError).status === 401 ? {} : { error: error as ApiError };
  }
}

/** Signed in or not. */
export function App() {
  const [session, setSession] = useState<Session>();
  const begin = (credentials?: Credentials) => open(credentials).then(setSession);
  useEffect(() => {
    const linked = () => { const token = tokenOfLink(); if (token !== undefined) void begin({ token }); };
    const ended = () => setSession({});
    document.addEventListener('signed-out', ended);
    addEventListener('hashchange', linked); // the link, opened in a tab that is here already
    const token = tokenOfLink();
    void begin(token === undefined ? undefined : { token });
    return () => { document.removeEventListener('signed-out', ended); removeEventListener('hashchange', linked); };
  }, []);
  if (!session) return <Box padding="xxl" textAlign="center" color="text-status-inactive">Signing in…</Box>;
  return session.me ? <Shell me={session.me} /> : <SignIn error={session.error} begin={begin} />;
}
