import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useSaid } from './say';

const looks: Record<string, StatusIndicatorProps.Type> = {
  RUNNING: 'success', REBUILDING: 'in-progress', REBALANCING: 'in-progress', POWEROFF: 'stopped',
  ACTIVE: 'success', APPROVED: 'in-progress', DELETING: 'in-progress',
  PENDING_PEER: 'pending', REJECTED_BY_PEER: 'error', DELETED_BY_PEER: 'error', INVALID_SPECIFICATION: 'error',
  delivered: 'success', given_up: 'error', running: 'success', setting_up_vm: 'in-progress', syncing_data: 'in-progress', registered: 'in-progress', placed: 'success',
  active: 'success', connected: 'in-progress', creating: 'in-progress', deleting: 'in-progress',
  available: 'success', pendingAcceptance: 'warning', pending: 'in-progress', rejected: 'error', failed: 'error', expired: 'error', deleted: 'stopped',
};

/** Some states are written as one word. */
export const inWords = (state: string) => state.replace(/(?<=[a-z])_/g, ' ').replace(/[a-z](?=[A-Z])/g, '$& ').replace(/ [A-Z]/g, (start) => start.toLowerCase());

/** A state in the API's own word, or words; that of a thing with a name is said when it changes. */
export function State({ state, of }: { state: string; of?: string }) {
  useSaid(of, inWords(state));
  return <StatusIndicator type={looks[state] ?? 'info'}>{inWords(state)}</StatusIndicator>;
}
