import type { ReactNode } from 'react';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';

type Props = { what: string; why?: ReactNode; ways: { text: string; href: string }[] };

/** A place that is not there, with ways back. */
export const Missing = ({ what, why = 'It was deleted, the address is not right, or you may not see it.', ways }: Props) => (
  <Container>
    <SpaceBetween size="m">
      <Box variant="h1"><span className="anywhere">{what} was not found</span></Box>
      <Box>{why}</Box>
      <SpaceBetween direction="horizontal" size="l">{ways.map(({ text, href }) => <Link key={href} href={href}>{text}</Link>)}</SpaceBetween>
    </SpaceBetween>
  </Container>
);
