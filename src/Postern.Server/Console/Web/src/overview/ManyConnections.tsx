import { useState } from 'react';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Service } from '../api/types';
import { EndpointPick } from '../parts/EndpointPick';
import { Problem } from '../parts/Problem';
import { AccessList } from './AccessList';

/** One of many connections, and how to reach the service through it. */
export function ManyConnections({ project, service }: { project: string; service: Service }) {
  const [chosen, choose] = useState(service.components.find((c) => c.route === 'privatelink')?.privatelink_connection_id ?? '');
  const { value, error } = useLive<{ service: Service }>(`${servicePath(project, service.service_name)}?connection=${chosen}`);
  return (
    <SpaceBetween size="l">
      <EndpointPick project={project} service={service.service_name} query="state=available&" label="Connection" chosen={{ value: chosen, label: chosen }}
        valueOf={(e) => e.privatelink_connection_id} choose={({ value: id }) => choose(id!)} />
      {!value && (error ? <Problem error={error} /> : <Spinner />)}
      {value && <AccessList service={value.service} components={value.service.components.filter((c) => c.privatelink_connection_id === chosen)} />}
    </SpaceBetween>
  );
}
