import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { call, type ApiError } from './api/client';
import { mePath, passes, refresh, retry, useEvery, useLive } from './api/live';
import { type Credentials, onTurn, signInWith, tokenOfLink } from './api/session';
import type { Me } from './api/types';
import { SignIn, SignInForm } from './pages/SignIn';
import { Shell } from './pages/Shell';
import { forgetDrafts } from './parts/useDraft';

type Session = { me?: Me; over?: boolean; error?: ApiError };

const often = 5, seldom = 60; // seconds: invitations into a project are no news of another

/** Signed in or not. Where a session ends by itself, the page stays as it is, with what was typed, until somebody signs in again. */
export function App() {
  const [session, setSession] = useState<Session>();
  const begin = async (credentials?: Credentials) => {
    try {
      if (credentials !== undefined) await signInWith(credentials);
      const me = await call<Me>('GET', mePath);
      setSession((before) => {
        if (before?.me && before.me.user.user !== me.user.user) forgetDrafts();
        return { me };
      });
      void refresh();
    } catch (error) {
      if (credentials === undefined && passes(error as ApiError)) setTimeout(() => void begin(), retry);
      // Without a session there is nothing wrong yet: the sign-in page is the answer.
      setSession((before) => ({ me: before?.me, over: before?.over, error: credentials === undefined && (error as ApiError).status === 401 ? undefined : error as ApiError }));
    }
  };
  const leave = (error?: ApiError) => { forgetDrafts(); setSession({ error }); };
  useEffect(() => {
    const linked = () => { const token = tokenOfLink(); if (token !== undefined) void begin({ token }); };
    const ended = () => setSession((before) => (before?.me ? { me: before.me, over: true, error: before.error } : before));
    const stop = onTurn((turn) => (turn === 'ended' ? leave() : void begin()));
    document.addEventListener('signed-out', ended);
    addEventListener('hashchange', linked); // the link, opened in a tab that is here already
    const token = tokenOfLink();
    void begin(token === undefined ? undefined : { token });
    return () => { stop(); document.removeEventListener('signed-out', ended); removeEventListener('hashchange', linked); };
  }, []);
  const live = useLive<Me>(session?.me && mePath).value; // roles are given and taken while a page is open
  const me = live?.user.user === session?.me?.user.user ? live ?? session?.me : session?.me;
  useEvery(me?.user.projects.length === 0 ? often : seldom, session?.me && mePath);
  if (!session) return <Box padding="xxl" textAlign="center" color="text-status-inactive">Signing in…</Box>;
  if (!me) return <SignIn error={session.error} begin={begin} />;
  return (
    <>
      <Shell key={me.user.user} me={me} leave={leave} />
      {session.over && (
        <Modal visible header="Your session has ended" onDismiss={({ detail }) => { if (detail.reason === 'closeButton') leave(); }} closeAriaLabel="Leave">
          <SignInForm error={session.error} begin={begin} hint={`Sign in again as ${me.user.user} to go on: the page keeps what you typed.`} />
        </Modal>
      )}
    </>
  );
}
