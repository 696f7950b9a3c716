import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ApiError } from '../api/client';
import { Problem } from '../parts/Problem';

type Props = { error?: ApiError; begin: (token: string) => Promise<void> };

/** For those who come without a link. */
export function SignIn({ error, begin }: Props) {
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await begin(token.trim());
    setBusy(false);
  };
  return (
    <main style={{ maxWidth: '30rem', margin: '10vh auto 0', padding: '0 1rem' }}>
      <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Container header={<Header variant="h1">Sign in to Postern</Header>}>
          <Form actions={<Button variant="primary" formAction="submit" loading={busy} disabled={token.trim() === ''}>Sign in</Button>}>
            <SpaceBetween size="m">
              <Problem error={error} />
              <FormField label="Access token" description="The token you use with the command line program and the API.">
                <Input type="password" value={token} onChange={({ detail }) => setToken(detail.value)} autoFocus disableBrowserAutocorrect />
              </FormField>
              <Box variant="small">On your own machine, <Box variant="code" display="inline">postern up</Box> prints a link that signs you in.</Box>
            </SpaceBetween>
          </Form>
        </Container>
      </form>
    </main>
  );
}
