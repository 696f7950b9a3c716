import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';

/** A place that is not there, with a way back. */
export const Missing = ({ what, back, href }: { what: string; back: string; href: string }) => (
  <Container>
    <SpaceBetween size="m">
      <Box variant="h1">{what} does not exist</Box>
      <Box>It was deleted, the address is not right, or you may not see it.</Box>
      <Link href={href}>{back}</Link>
    </SpaceBetween>
  </Container>
);
