import { useEffect, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { ProjectEvent } from '../api/types';
import { Problem } from '../parts/Problem';
import { Time } from '../parts/Time';
import { serviceLink } from '../routes';

const size = 50;
const pause = 300; // while somebody types

/** What happened, newest first, page by page; of one service, or of all. The server filters, so that nothing is missed. */
export function EventTable({ project, service }: { project: string; service?: string }) {
  const [filter, setFilter] = useState('');
  const [wanted, setWanted] = useState('');
  const [ends, setEnds] = useState<string[]>([]); // the last event of each page before this one
  useEffect(() => {
    const timer = setTimeout(() => { setWanted(filter.trim()); setEnds([]); }, pause);
    return () => clearTimeout(timer);
  }, [filter]);
  const before = ends.at(-1);
  const query = new URLSearchParams({ limit: `${size}`, ...(before ? { before } : {}), ...(service ? { service } : {}), ...(wanted ? { search: wanted } : {}) });
  const { value, error } = useLive<{ events: ProjectEvent[]; has_more: boolean }>(`${projectPath(project)}/events?${query}`);
  const more = value?.has_more ?? false;
  const turn = (page: number) => setEnds((all) => (page > all.length + 1 && value ? [...all, value.events.at(-1)!.id] : all.slice(0, page - 1)));
  if (error && !value) return <Problem error={error} />;
  return (
    <Table
      variant="container"
      wrapLines
      items={value?.events ?? []}
      trackBy="id"
      loading={!value}
      loadingText="Loading events"
      header={<Header variant="h2" description="The newest first.">{service === undefined ? 'All events' : 'Events'}</Header>}
      filter={<TextFilter filteringText={filter} filteringPlaceholder="Find events" filteringAriaLabel="Find events" onChange={({ detail }) => setFilter(detail.filteringText)} />}
      pagination={(ends.length > 0 || more) && (
        <Pagination currentPageIndex={ends.length + 1} pagesCount={ends.length + (more ? 2 : 1)} openEnd={more} onChange={({ detail }) => turn(detail.currentPageIndex)}
          ariaLabels={{ nextPageLabel: 'Next page', previousPageLabel: 'Previous page', pageLabel: (n) => `Page ${n}` }} />
      )}
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
