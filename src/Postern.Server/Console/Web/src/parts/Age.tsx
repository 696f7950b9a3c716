import Box from '@cloudscape-design/components/box';
import { Ago } from './Ago';

/** How old what is shown is: what the server said, and when. */
export const Age = ({ at }: { at?: Date }) => (at ? <Box variant="small" color="text-body-secondary">The server said so <Ago at={at.toISOString()} />.</Box> : null);
