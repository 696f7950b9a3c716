import Badge from '@cloudscape-design/components/badge';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Tabs from '@cloudscape-design/components/tabs';
import { servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Service } from '../api/types';
import { Network } from '../network/Network';
import { Overview } from '../overview/Overview';
import { Problem } from '../parts/Problem';
import { Stale } from '../parts/Stale';
import { State } from '../parts/State';
import { serviceLink, type Place } from '../routes';

type Props = { project: string; name: string; tab: Place['tab'] };

export function ServicePage({ project, name, tab }: Props) {
  const answer = useLive<{ service: Service }>(servicePath(project, name));
  const service = answer.value?.service;
  if (!service) return answer.error ? <Problem error={answer.error} /> : <Spinner size="large" />;
  return (
    <ContentLayout header={
      <Header variant="h1" info={<Badge>{service.plan}</Badge>} description={`${service.service_type_description} · ${service.cloud_name}`} actions={<State state={service.state} />}>{name}</Header>
    }>
      <SpaceBetween size="l">
        <Stale answer={answer} />
        <Tabs
          activeTabId={tab}
          ariaLabel={`Parts of ${name}`}
          onChange={({ detail }) => { location.hash = serviceLink(project, name, detail.activeTabId as Place['tab']); }}
          tabs={[
            { id: 'overview', label: 'Overview', content: <Overview project={project} service={service} />, contentRenderStrategy: 'eager' },
            { id: 'network', label: 'Network', content: <Network project={project} service={service} />, contentRenderStrategy: 'eager' },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
