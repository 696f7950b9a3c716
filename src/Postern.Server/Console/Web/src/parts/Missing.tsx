import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ApiError } from '../api/client';
import { Problem } from './Problem';

/** A place that is not there, with a way back; or what went wrong on the way to it. */
export const Missing = ({ error, what, back, href }: { error: ApiError; what: string; back: string; href: string }) => (
  <Container>
    <SpaceBetween size="m">
      {error.status === 404 ? <Box variant="h1">{what} does not exist</Box> : <Problem error={error} />}
      {error.status === 404 && <Box>It was deleted, or the address is not right.</Box>}
      <Link href={href}>{back}</Link>
    </SpaceBetween>
  </Container>
);
