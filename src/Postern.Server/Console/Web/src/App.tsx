import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, type ApiError } from './api/client';
import { mePath, passes, refresh, retry, useEvery, useLive } from './api/live';
import { type Credentials, onTurn, signInWith, tokenOfLink } from './api/session';
import type { Me } from './api/types';
import { Problem } from './parts/Problem';
import { forgetDrafts } from './parts/useDraft';
import { Shell } from './shell/Shell';
import { SignIn, SignInForm } from './shell/SignIn';

type Session = { me?: Me; over?: boolean; error?: ApiError; waits?: boolean };

const often = 5, seldom = 60; // seconds: invitations into a project are no news of another

/** Signed in or not. Where a session ends by itself, the page stays as it is, with what was typed, until somebody signs in again. */
export function App() {
  const [session, setSession] = useState<Session>();
  /** What nobody has typed, a link or the cookie, is tried until the server says something. */
  const begin = async (credentials?: Credentials, isTyped = false) => {
    try {
      if (credentials !== undefined) await signInWith(credentials);
      const me = await call<Me>('GET', mePath);
      setSession((before) => {
        if (before?.me && before.me.user.user !== me.user.user) forgetDrafts();
        return { me };
      });
      void refresh();
    } catch (error) {
      const waits = !isTyped && passes(error as ApiError);
      if (waits) setTimeout(() => void begin(credentials), retry);
      // Without a session there is nothing wrong yet: the sign-in page is the answer.
      setSession((before) => ({ me: before?.me, over: before?.over, waits, error: credentials === undefined && (error as ApiError).status === 401 ? undefined : error as ApiError }));
    }
  };
  const signIn = (credentials: Credentials) => begin(credentials, true);
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
  if (!me) return session.waits ? <Unanswered error={session.error} /> : <SignIn error={session.error} begin={signIn} />;
  return (
    <>
      <Shell key={me.user.user} me={me} leave={leave} />
      {session.over && (
        <Modal visible header="Your session has ended" onDismiss={({ detail }) => { if (detail.reason === 'closeButton') leave(); }} closeAriaLabel="Leave">
          <SignInForm user={me.user.user} error={session.error} begin={signIn} hint={`Sign in again as ${me.user.user} to go on: the page keeps what you typed.`} />
        </Modal>
      )}
    </>
  );
}

/** Nobody is asked for a password while nobody would answer. */
const Unanswered = ({ error }: { error?: ApiError }) => (
  <main className="alone">
    <Container header={<Header variant="h1">Postern</Header>}>
      <SpaceBetween size="m"><Problem error={error} plain /><Box>This page tries again by itself.</Box></SpaceBetween>
    </Container>
  </main>
);
