import Box from '@cloudscape-design/components/box';

/** Whether the API has kept this back from the reader's role. */
export const isKept = (secret: string | null | undefined) => secret === '<redacted>';

export const Kept = () => <Box color="text-status-inactive">Your role does not see it.</Box>;
