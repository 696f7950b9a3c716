import Alert from '@cloudscape-design/components/alert';
import type { Answer } from '../api/live';

/** Says from when the values are, once news stop coming. */
export const Stale = ({ answer: { at, error } }: { answer: Answer<unknown> }) =>
  error && at ? <Alert type="warning">{error.message} What you see is from {at.toLocaleTimeString()}.</Alert> : null;
