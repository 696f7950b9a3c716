import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Deliveries, Delivery, Webhook } from '../api/types';
import { cli } from '../cli';
import { Ago } from '../parts/Ago';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { Ids } from '../parts/Ids';
import { type Column, List } from '../parts/List';
import { Missing } from '../parts/Missing';
import { Pending } from '../parts/Pending';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { useAction } from '../parts/useAction';
import { useServerPages } from '../parts/useServerPages';
import { pageLink } from '../routes';
import { DeleteWebhook } from './DeleteWebhook';

const columns: Column<Delivery>[] = [
  { id: 'time', header: 'Time', minWidth: 120, cell: (d) => <Time at={d.create_time} /> },
  { id: 'what', header: 'Event', isRowHeader: true, minWidth: 220, cell: (d) => <span className="anywhere">{d.event_type}</span> },
  { id: 'state', header: 'State', minWidth: 130, cell: (d) => <State state={d.state} /> },
  { id: 'result', header: 'Result', minWidth: 300, cell: (d) => <Result delivery={d} /> },
  { id: 'id', header: 'webhook-id', minWidth: 200, cell: (d) => <Copy text={d.delivery_id} /> },
];

/** One webhook, and how telling it went. */
export function WebhookPage({ project, id, mayChange }: { project: string; id: string; mayChange: boolean }) {
  const all = `${projectPath(project)}/webhooks`;
  const path = `${all}/${encodeURIComponent(id)}`;
  const webhook = useLive<{ webhooks: Webhook[] }>(all);
  const { value, at, error, search, filter, pagination } = useServerPages<Deliveries>(`${path}/deliveries`, 'deliveries');
  const [deleting, setDeleting] = useState(false);
  const test = useAction(() => call('POST', `${path}/test`), () => undefined);
  const found = webhook.value?.webhooks.find((w) => w.webhook_id === id);
  if (error?.status === 404) return <Missing what={`Webhook ${id}`} ways={[{ text: 'All webhooks', href: pageLink(project, 'webhooks') }]} />;
  if (error && !value) return <Pending title="Webhook" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description={found && <>{found.description && `${found.description} · `}created <Time at={found.create_time} /> by {found.created_by}</>} actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={!mayChange} disabledReason={forbidden(mayChange)} loading={test.busy} onClick={test.run}>Send a test</Button>
          <Button disabled={!mayChange || !found} onClick={() => setDeleting(true)}>Delete webhook</Button>
        </SpaceBetween>
      }><span className="anywhere">{found?.url ?? 'Webhook'}</span></Header>
    }>
      <SpaceBetween size="l">
        <Problem error={test.error} />
        <List
          items={value?.deliveries}
          id={(d) => d.delivery_id}
          name="deliveries"
          at={at}
          filter={filter}
          pagination={pagination}
          header={<Header variant="h2" counter={value && `(${value.total})`} description="The newest first, of the last seven days. What is not answered with 2xx is sent again for a day.">Deliveries</Header>}
          empty={search ? 'No delivery matches.' : 'Nothing was sent yet. Send a test to see whether it arrives.'}
          columns={columns}
        />
        <Command line={[cli.testWebhook(project, id), cli.deliveries(project, id, search)].join('\n')} />
      </SpaceBetween>
      {deleting && found && <DeleteWebhook project={project} webhook={found} close={() => setDeleting(false)} />}
    </ContentLayout>
  );
}

/** What came of it: the answer's status, why the last attempt failed, and when the next one is. */
function Result({ delivery: { state, attempts, last_status, last_error, delivery_time, next_attempt_time } }: { delivery: Delivery }) {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  if (state === 'delivered') return <>Answered with {last_status}, <Ago at={delivery_time!} />{attempts > 1 && `, at attempt ${attempts}`}</>;
  return (
    <>
      {last_error && <div className="anywhere"><Ids text={last_error} /></div>}
      <Box color="text-body-secondary">{state === 'given_up' ? `Given up after ${tries}.` : attempts === 0 ? 'On its way.' : <>{tries}, the next {next_attempt_time && <Ago at={next_attempt_time} />}</>}</Box>
    </>
  );
}
