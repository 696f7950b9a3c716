import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { call, type ApiError } from './api/client';
import { passes, refresh, retry } from './api/live';
import { type Credentials, signInWith, tokenOfLink } from './api/session';
import type { Me } from './api/types';
import { SignIn, SignInForm } from './pages/SignIn';
import { Shell } from './pages/Shell';

type Session = { me?: Me; over?: boolean; error?: ApiError };

/** Signed in or not. Where a session ends by itself, the page stays as it is, with what was typed, until somebody signs in again. */
export function App() {
  const [session, setSession] = useState<Session>();
  const begin = async (credentials?: Credentials) => {
    try {
      if (credentials !== undefined) await signInWith(credentials);
      const me = await call<Me>('GET', '/v1/me');
      setSession({ me });
      void refresh();
    } catch (error) {
      if (credentials === undefined && passes(error as ApiError)) setTimeout(() => void begin(), retry);
      // Without a session there is nothing wrong yet: the sign-in page is the answer.
      setSession((before) => ({ me: before?.me, over: before?.over, error: credentials === undefined && (error as ApiError).status === 401 ? undefined : error as ApiError }));
    }
  };
  useEffect(() => {
    const linked = () => { const token = tokenOfLink(); if (token !== undefined) void begin({ token }); };
    const ended = () => setSession((before) => (before?.me ? { me: before.me, over: true, error: before.error } : before));
    const left = () => setSession({});
    document.addEventListener('signed-out', ended);
    document.addEventListener('left', left);
    addEventListener('hashchange', linked); // the link, opened in a tab that is here already
    const token = tokenOfLink();
    void begin(token === undefined ? undefined : { token });
    return () => { document.removeEventListener('signed-out', ended); document.removeEventListener('left', left); removeEventListener('hashchange', linked); };
  }, []);
  if (!session) return <Box padding="xxl" textAlign="center" color="text-status-inactive">Signing in…</Box>;
  if (!session.me) return <SignIn error={session.error} begin={begin} />;
  return (
    <>
      <Shell key={session.me.user.user} me={session.me} />
      {session.over && (
        <Modal visible header="Your session has ended" onDismiss={({ detail }) => { if (detail.reason === 'closeButton') setSession({}); }} closeAriaLabel="Leave">
          <SignInForm error={session.error} begin={begin} hint={`Sign in again as ${session.me.user.user} to go on: the page keeps what you typed.`} />
        </Modal>
      )}
    </>
  );
}
