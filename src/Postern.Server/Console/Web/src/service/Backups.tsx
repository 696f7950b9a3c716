import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath, servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Backup, Catalogue, Nodes, Service } from '../api/types';
import { cli } from '../cli';
import { bytes } from '../network/went';
import { Ago } from '../parts/Ago';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { List } from '../parts/List';
import { Problem } from '../parts/Problem';
import { Time } from '../parts/Time';
import { forkLink } from '../routes';

/** What there is to go back to: whole backups, as many as the plan keeps, fourteen at most. A new service begins with one; this one stays as it is. */
export function Backups({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const name = service.service_name;
  const { value, at, error } = useLive<{ backups: Backup[] }>(`${servicePath(project, name)}/backups`);
  const registered = useLive<Nodes>(`${servicePath(project, name)}/nodes`).value?.is_registered;
  const plans = useLive<Catalogue>(`${projectPath(project)}/service-types`).value?.pg?.service_plans;
  const kept = plans?.find(({ service_plan: plan }) => plan === service.plan)?.backup_config;
  if (error && !value) return <Problem error={error} />;
  return (
    <SpaceBetween size="l">
      {registered && <Alert type="info">An operator runs the nodes of this service, and makes its backups: Postern takes none of them.</Alert>}
      <List
        items={value?.backups}
        id={(b) => b.backup_name}
        name="backups"
        at={at}
        header={<Header variant="h2" counter={value && `(${value.backups.length})`} description={kept && `A whole one every ${kept.interval} hours; plan ${service.plan} keeps ${kept.max_count}. They are on the server’s disk: against mistakes, not against its loss.`}>Backups</Header>}
        empty={registered ? 'Postern has no backups of it.' : 'There is no backup yet. The first is taken before the service is RUNNING.'}
        columns={[
          { id: 'name', header: 'Name', isRowHeader: true, minWidth: 240, cell: (b) => <Copy text={b.backup_name} /> },
          { id: 'time', header: 'Taken', minWidth: 220, cell: (b) => <><Time at={b.backup_time} /> (<Ago at={b.backup_time} />)</> },
          { id: 'size', header: 'Size', minWidth: 100, cell: (b) => <span title={`${b.data_size} bytes`}>{bytes(b.data_size)}</span> },
          {
            id: 'actions', header: 'Actions', minWidth: 120, cell: (b) => (
              <Button variant="inline-link" disabled={!mayChange} disabledReason={forbidden(mayChange)} ariaLabel={`Fork service ${name} from ${b.backup_name}`} href={mayChange ? forkLink(project, { project, service: name, backup: b.backup_name }) : undefined}>Fork service</Button>
            ),
          },
        ]}
      />
      <Command line={cli.backups(project, name)} />
    </SpaceBetween>
  );
}
