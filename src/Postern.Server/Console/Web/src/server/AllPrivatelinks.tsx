import { useState } from 'react';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useEvery } from '../api/live';
import type { Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { useServerPages } from '../parts/useServerPages';
import { linkColumns } from '../privatelinks/linkColumns';
import { servicesLink } from '../routes';

type Row = { project: string; privatelink: Status };

const path = '/v1/privatelinks';

/** The PrivateLinks of every project, and where endpoints wait to be accepted. */
export function AllPrivatelinks() {
  const [waiting, setWaiting] = useState(false);
  const wanted = `${path}?endpoint_limit=0${waiting ? '&waiting=true' : ''}`;
  const { value, at, error, search, filter, pagination, asked } = useServerPages<{ privatelinks: Row[]; total: number }>(wanted, 'PrivateLinks');
  useEvery(5, asked);
  if (error && !value) return <Pending title="All PrivateLinks" error={error} />;
  return (
    <ContentLayout header={<Header variant="h1" description="Those of every project on this server.">All PrivateLinks</Header>}>
      <SpaceBetween size="l">
        <List items={value?.privatelinks} id={(r) => `${r.project} ${r.privatelink.service_name}`} name="PrivateLinks" at={at} filter={filter} pagination={pagination}
          header={<Header variant="h2" counter={value && `(${value.total})`} actions={<Toggle checked={waiting} onChange={({ detail }) => setWaiting(detail.checked)}>Only with endpoints to be accepted</Toggle>}>PrivateLinks</Header>}
          columns={[
            ...linkColumns<Row>((r) => r.privatelink, (r) => r.project),
            { id: 'waiting', header: 'Waiting', minWidth: 85, cell: (r) => r.privatelink.endpoint_counts.pending_acceptance },
            { id: 'project', header: 'Project', minWidth: 100, cell: (r) => <Link href={servicesLink(r.project)}>{r.project}</Link> },
          ]}
          empty={search || waiting ? 'No PrivateLink matches.' : 'No project has a PrivateLink yet.'} />
        <Command line={cli.allPrivatelinks(waiting, search)} />
      </SpaceBetween>
    </ContentLayout>
  );
}
