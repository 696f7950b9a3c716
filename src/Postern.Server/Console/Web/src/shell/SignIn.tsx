import { useEffect, useRef, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ApiError } from '../api/client';
import type { Credentials } from '../api/session';
import { Problem } from '../parts/Problem';
import { useFocusBack } from '../parts/useFocusBack';

type Props = { error?: ApiError; begin: (credentials: Credentials) => Promise<void>; hint?: string; user?: string };

const ways = [{ id: 'password', text: 'Password' }, { id: 'token', text: 'Access token' }];

/** For those who come without a link. */
export const SignIn = (props: Props) => (
  <main className="alone">
    <Container header={<Header variant="h1">Sign in to Postern</Header>}><SignInForm {...props} /></Container>
  </main>
);

/** Who is known already types their password only. */
export function SignInForm({ error, begin, hint, user = '' }: Props) {
  useFocusBack();
  const form = useRef<HTMLFormElement>(null);
  const [way, setWay] = useState('password');
  const [typed, setTyped] = useState({ email: user, password: '', token: '' });
  const [busy, setBusy] = useState(false);
  // A modal focuses its close button when it opens; who has to sign in wants to type.
  useEffect(() => {
    const frame = requestAnimationFrame(() => [...form.current?.querySelectorAll('input') ?? []].find(({ value }) => value === '')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const { email, password, token } = typed;
  const ready = way === 'token' ? token.trim() !== '' : email.trim() !== '' && password !== '';
  const submit = async () => {
    setBusy(true);
    await begin(way === 'token' ? { token: token.trim() } : { email: email.trim(), password });
    setBusy(false);
  };
  const field = (key: keyof typeof typed, label: string, type: 'email' | 'password', complete: string, description?: string) => (
    <FormField label={label} description={description}>
      <Input name={key} type={type} value={typed[key]} onChange={({ detail }) => setTyped({ ...typed, [key]: detail.value })} autoComplete={complete} />
    </FormField>
  );
  return (
    <form ref={form} onSubmit={(event) => { event.preventDefault(); if (ready && !busy) void submit(); }}>
      <Form actions={<Button variant="primary" formAction="submit" loading={busy} disabled={!ready}>Sign in</Button>}>
        <SpaceBetween size="m">
          {hint && <Box>{hint}</Box>}
          <Problem error={error} plain />
          <SegmentedControl label="Sign in with" selectedId={way} options={ways} onChange={({ detail }) => setWay(detail.selectedId)} />
          {way === 'password' && field('email', 'E-mail address', 'email', 'username')}
          {way === 'password' && field('password', 'Password', 'password', 'current-password')}
          {way === 'token' && field('token', 'Access token', 'password', 'off', 'The token you use with the command line program and the API.')}
          <Box variant="small">On your own machine, <Box variant="code" display="inline">postern up</Box> prints a link that signs you in.</Box>
        </SpaceBetween>
      </Form>
    </form>
  );
}
