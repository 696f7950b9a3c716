import { useEffect, useState } from 'react';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { ProjectEvent } from '../api/types';
import { Find } from '../parts/Find';
import { IdGroup } from '../parts/IdGroup';
import { Ids } from '../parts/Ids';
import { type Column, List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { Problem } from '../parts/Problem';
import { Time } from '../parts/Time';
import { usePause } from '../parts/usePause';
import { serviceLink } from '../routes';

const size = 50;

const columns = (project: string, service?: string): Column<ProjectEvent>[] => [
  { id: 'time', header: 'Time', width: 180, cell: (e) => <Time at={e.time} /> },
  { id: 'what', header: 'What', isRowHeader: true, minWidth: 200, cell: (e) => <Ids text={e.event_desc} /> },
  ...(service === undefined ? [{ id: 'service', header: 'Service', width: 150, cell: (e: ProjectEvent) => (e.service_name ? <Link href={serviceLink(project, e.service_name)}>{e.service_name}</Link> : '–') }] : []),
  { id: 'actor', header: 'By', width: 220, cell: (e) => <Ids text={e.actor} /> },
];

/** What happened, newest first, page by page; of one service, or of all. The server filters, so that nothing is missed. */
export function EventTable({ project, service }: { project: string; service?: string }) {
  const [filter, setFilter] = useState('');
  const wanted = usePause(filter).trim();
  const [ends, setEnds] = useState<string[]>([]); // the last event of each page before this one
  useEffect(() => setEnds([]), [wanted]);
  const before = ends.at(-1);
  const query = new URLSearchParams({ limit: `${size}`, ...(before ? { before } : {}), ...(service ? { service } : {}), ...(wanted ? { search: wanted } : {}) });
  const { value, at, error } = useLive<{ events: ProjectEvent[]; has_more: boolean }>(`${projectPath(project)}/events?${query}`);
  const more = value?.has_more ?? false;
  const turn = (page: number) => setEnds((all) => (page > all.length + 1 && value ? [...all, value.events.at(-1)!.id] : all.slice(0, page - 1)));
  if (error && !value) return <Problem error={error} />;
  return (
    <IdGroup>
      <List items={value?.events} id={(e) => e.id} name="events" at={at} columns={columns(project, service)}
        header={<Header variant="h2" description="The newest first.">{service === undefined ? 'All events' : 'Events'}</Header>}
        filter={<Find what="events" text={filter} change={setFilter} />}
        pagination={<Pages here={ends.length + 1} count={ends.length + (more ? 2 : 1)} openEnd={more} turn={turn} />}
        empty={wanted ? 'No event matches.' : 'Nothing has happened yet.'} />
    </IdGroup>
  );
}
