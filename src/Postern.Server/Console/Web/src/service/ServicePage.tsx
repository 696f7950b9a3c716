import { type ReactNode } from 'react';
import Badge from '@cloudscape-design/components/badge';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import type { Access } from '../access';
import { serviceView } from '../api/client';
import { useLive } from '../api/live';
import type { Service } from '../api/types';
import { EventTable } from '../events/EventTable';
import { Network } from '../network/Network';
import { Overview } from '../overview/Overview';
import { CopyIcon } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { late } from '../parts/late';
import { Later } from '../parts/Later';
import { Missing } from '../parts/Missing';
import { Pending } from '../parts/Pending';
import { scrolling } from '../parts/scrolling';
import { serviceLink, servicesLink, type Tab } from '../routes';
import { ServiceActions } from './ServiceActions';

const Users = late('Users');
const Backups = late('Backups');
const Nodes = late('Nodes');
const Settings = late('Settings');

type Props = { project: string; name: string; tab: string; access: Access };

/** A tab that is loaded when somebody first opens it. */
const later = (id: Tab, label: string, content: ReactNode) => ({ id, label, content: <Later>{content}</Later>, contentRenderStrategy: 'lazy' as const });

/** Why it does not run; what is wrong with one that does is for its overview. */
function whyNot({ state, state_reason: reason }: Service): string {
  if (state === 'RUNNING') return '';
  const why = reason ?? (state === 'POWEROFF' ? 'Nobody can connect until it is powered on.' : '');
  return why && ` · ${why}`;
}

export function ServicePage({ project, name, tab, access }: Props) {
  const mayChange = access.change;
  const { value, error } = useLive<{ service: Service }>(serviceView(project, name));
  const service = value?.service;
  if (!service) {
    if (error?.status === 404) return <Missing what={`Service ${name}`} ways={[{ text: 'All services', href: servicesLink(project) }]} />;
    return <Pending title={name} error={error} />;
  }
  const tabs: (TabsProps.Tab & { id: Tab })[] = [
    { id: 'overview', label: 'Overview', content: <Overview project={project} service={service} mayChange={mayChange} />, contentRenderStrategy: 'eager' },
    { id: 'network', label: 'Network', content: <Network project={project} service={service} mayChange={mayChange} />, contentRenderStrategy: 'eager' },
    later('users', 'Users', <Users project={project} service={service} mayChange={mayChange} />),
    ...(service.service_type === 'pg' ? [later('backups', 'Backups', <Backups project={project} service={service} mayChange={mayChange} />)] : []),
    later('nodes', 'Nodes', <Nodes project={project} service={service} mayRegister={access.nodes} />),
    later('settings', 'Settings', <Settings project={project} service={service} access={access} />),
    { id: 'events', label: 'Events', content: <EventTable project={project} service={name} />, contentRenderStrategy: 'lazy' },
  ];
  if (!tabs.some(({ id }) => id === tab)) return <Missing what={`Tab ${tab}`} why={`${name} has no such tab: the address is not right.`} ways={tabs.map(({ id, label }) => ({ text: `${label}`, href: serviceLink(project, name, id) }))} />;
  return (
    <ContentLayout header={
      <Header variant="h1" info={<><CopyIcon text={name} label="service name" /> <Badge>{service.plan}</Badge></>} description={<span title={service.service_type_description}>{service.service_type} · <Ids text={service.cloud_name} whole />{whyNot(service)}</span>} actions={<ServiceActions project={project} service={service} mayChange={mayChange} />}>{name}</Header>
    }>
      <SpaceBetween size="l">
        <Tabs
          activeTabId={tab}
          ariaLabel={`Parts of ${name}`}
          i18nStrings={scrolling}
          onChange={({ detail }) => { location.hash = serviceLink(project, name, detail.activeTabId as Tab); }}
          tabs={tabs}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
