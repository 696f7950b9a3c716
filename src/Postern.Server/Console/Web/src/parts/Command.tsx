import Box from '@cloudscape-design/components/box';
import { Copy } from './Copy';

/** The same by command line. */
export const Command = ({ line }: { line: string }) => (
  <Box data-part="command">
    <Box variant="awsui-key-label">The same by command line</Box>
    <Box variant="code"><Copy text={line} /></Box>
  </Box>
);
