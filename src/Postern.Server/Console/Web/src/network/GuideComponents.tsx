import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, projectPath, servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, ServiceType, Status } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { PlanPreview } from './PlanPreview';
import { byComponent, RouteHealth } from './RouteHealth';

type Props = { project: string; service: Service; status: Status; mayChange: boolean };

/** A button for each component that is off, the health of each that is on. */
export function GuideComponents({ project, service, status, mayChange }: Props) {
  const type = useLive<ServiceType>(`${projectPath(project)}/service-types/${encodeURIComponent(service.service_type)}`).value;
  const [asked, ask] = useState<string>();
  const saved = service.user_config.privatelink_access ?? {};
  const offered = Object.keys(type?.user_config_schema.properties.privatelink_access?.properties ?? {});
  const off = offered.filter((component) => !saved[component]).toSorted((a, b) => Number(b === service.service_type) - Number(a === service.service_type)); // what customers mostly want comes first
  return (
    <SpaceBetween size="s">
      {byComponent(status.routes).map((route) => <div key={route.component}><b>{route.component}</b> <RouteHealth route={route} /></div>)}
      <SpaceBetween direction="horizontal" size="xs">
        {off.map((component) => <Button key={component} disabled={!mayChange} onClick={() => ask(component)}>Switch on {component}</Button>)}
      </SpaceBetween>
      {asked && <SwitchOn project={project} service={service.service_name} component={asked} close={() => ask(undefined)} />}
    </SpaceBetween>
  );
}

function SwitchOn({ project, service, component, close }: { project: string; service: string; component: string; close: () => void }) {
  const access = { [component]: true };
  const wish = { user_config: { privatelink_access: access } };
  const action = useAction(() => call('PUT', servicePath(project, service), wish), close);
  return (
    <Dialog title={`Switch on ${component}`} button="Switch on" action={action} command={cli.access(project, service, access)} close={close}>
      <PlanPreview project={project} service={service} wish={{ action: 'access', ...wish }} />
    </Dialog>
  );
}
