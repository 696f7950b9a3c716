import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Finding, Verdict } from '../api/types';

export const looks: Record<Verdict, StatusIndicatorProps.Type> = { ok: 'success', unseen: 'info', warning: 'warning', waiting: 'in-progress', broken: 'error' };

/** What a coloured icon says to those who do not see it. */
export const spoken: Partial<Record<StatusIndicatorProps.Type, string>> = { success: 'ok', info: 'unseen', warning: 'warning', error: 'broken', 'in-progress': 'in progress', loading: 'in progress', pending: 'pending', stopped: 'off' };

export const hopNames: Record<string, string> = {
  dns: 'Host name',
  endpoint: 'VPC endpoint',
  security_group: 'Security group',
  permission: 'Permission',
  acceptance: 'Acceptance',
  load_balancer: 'Load balancer',
  listener: 'Listener',
  target_health: 'Target health',
  tls_name: 'TLS certificate',
  kafka_metadata: 'Kafka metadata',
};

const gravity: Verdict[] = ['ok', 'unseen', 'warning', 'waiting', 'broken'];

/** The gravest of several findings; undefined of none. */
export const worst = (findings: Finding[]): Verdict | undefined =>
  findings.map((finding) => finding.verdict).sort((a, b) => gravity.indexOf(b) - gravity.indexOf(a))[0];
