import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { ProjectEvent } from '../api/types';
import { Problem } from '../parts/Problem';
import { Time } from '../parts/Time';
import { usePages } from '../parts/usePages';
import { serviceLink } from '../routes';

const newest = 500;

/** What happened, newest first; of one service, or of all. */
export function EventTable({ project, service }: { project: string; service?: string }) {
  const { value, error } = useLive<{ events: ProjectEvent[] }>(`${projectPath(project)}/events?limit=${newest}`);
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const events = (value?.events ?? [])
    .filter((e) => service === undefined || e.service_name === service)
    .filter((e) => `${e.event_desc} ${e.event_type} ${e.actor} ${e.service_name}`.toLowerCase().includes(wanted));
  const { shown, pagination } = usePages(events);
  if (error && !value) return <Problem error={error} />;
  return (
    <Table
      variant="container"
      wrapLines
      items={shown}
      trackBy="id"
      loading={!value}
      loadingText="Loading events"
      header={<Header variant="h2" counter={value && `(${events.length})`} description={`Of the project's newest ${newest} events.`}>Events</Header>}
      filter={<TextFilter filteringText={filter} filteringPlaceholder="Find events" filteringAriaLabel="Find events" onChange={({ detail }) => setFilter(detail.filteringText)} />}
      pagination={pagination}
      empty={<Box textAlign="center" color="inherit">{wanted ? 'No event matches.' : 'Nothing has happened yet.'}</Box>}
      columnDefinitions={[
        { id: 'time', header: 'Time', width: 110, cell: (e) => <Time at={e.time} /> },
        { id: 'what', header: 'What', isRowHeader: true, minWidth: 200, cell: (e) => <span style={{ overflowWrap: 'anywhere' }}>{e.event_desc}</span> },
        ...(service === undefined ? [{ id: 'service', header: 'Service', width: 150, cell: (e: ProjectEvent) => (e.service_name ? <Link href={serviceLink(project, e.service_name)}>{e.service_name}</Link> : '–') }] : []),
        { id: 'actor', header: 'By', width: 220, cell: (e) => e.actor },
      ]}
    />
  );
}
