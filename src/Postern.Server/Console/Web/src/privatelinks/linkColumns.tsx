import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Link from '@cloudscape-design/components/link';
import type { Status } from '../api/types';
import { byComponent } from '../network/RouteHealth';
import { Ago } from '../parts/Ago';
import type { Column } from '../parts/List';
import { State } from '../parts/State';
import { serviceLink } from '../routes';

/** What a list of PrivateLinks shows of each, of one project or of all. */
export const linkColumns = <T,>(linkOf: (item: T) => Status, projectOf: (item: T) => string): Column<T>[] => {
  const cell = (show: (link: Status) => React.ReactNode) => (item: T) => show(linkOf(item));
  return [
    { id: 'service', header: 'Service', isRowHeader: true, minWidth: 150, cell: (item) => <Link href={serviceLink(projectOf(item), linkOf(item).service_name, 'network')}>{linkOf(item).service_name}</Link> },
    { id: 'state', header: 'State', minWidth: 130, cell: cell((l) => <LinkState link={l} />) },
    { id: 'endpoints', header: 'Connected', minWidth: 115, cell: cell((l) => `${l.endpoint_counts.available} of ${l.effective_max_endpoints}`) },
    { id: 'components', header: 'Components', minWidth: 150, cell: cell((l) => byComponent(l.routes).map((r) => `${r.component}: ${r.state}`).join(', ') || 'none') },
    { id: 'principals', header: 'Principals', minWidth: 105, cell: cell((l) => l.principals.filter((p) => p.is_wished).length) },
    { id: 'seen', header: 'AWS looked at', minWidth: 105, cell: cell((l) => (l.seen_at ? <Ago at={l.seen_at} /> : 'not yet')) },
  ];
};

const LinkState = ({ link }: { link: Status }) => (
  <SpaceBetween size="xxs">
    <State state={link.state} of={`The PrivateLink of ${link.service_name}`} />
    {link.is_refused && <Badge color="red">refused by AWS</Badge>}
    {link.pending_repairs.length > 0 && <Badge color="red">a repair waits</Badge>}
    {link.endpoint_counts.not_allowed > 0 && <Badge color="red">connected but no longer allowed</Badge>}
  </SpaceBetween>
);
