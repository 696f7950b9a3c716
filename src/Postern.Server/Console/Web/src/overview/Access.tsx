import Box from '@cloudscape-design/components/box';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { Copy } from '../parts/Copy';
import { signIn, uriOf } from './connect';
import { Secret } from './Secret';

/** The API's word for what the reader's role may not see. */
const kept = '<redacted>';

/**
 * How to reach one component: host and port by themselves, and all of it as one line for the component that the service is named after. Where there are several
 * of it, as of brokers, credentials stand at the first.
 */
export function Access({ service, component, isFirst }: { service: Service; component: Component; isFirst: boolean }) {
  const user = service.users[0];
  const uri = component.component === service.service_type && isFirst ? uriOf(service, component) : undefined;
  const password = user?.password ?? '';
  const [isKept, isKeyKept] = [password === kept, user?.access_key === kept];
  const isSecret = uri?.includes(`:${password}@`) ?? false;
  const byPassword = isSecret || (uri !== undefined && component.kafka_authentication_method === 'sasl');
  const kind = [component.component, ...(component.usage === 'primary' ? [] : [component.usage]), ...(component.kafka_authentication_method === 'sasl' ? [signIn(component)] : [])].join(', ');
  return (
    <SpaceBetween size="m">
      <div className="access">
        <One label={`Host of ${kind}`} value={<Copy text={component.host} />} />
        <One label="Port" value={<Copy text={`${component.port}`} />} />
        {byPassword && user && <One label="User" value={<Copy text={user.username} />} />}
        {byPassword && user && <One label="Password" value={isKept ? <Box color="text-status-inactive">Your role does not see it.</Box> : <Secret label="password" text={password} hidden="••••••••" />} />}
      </div>
      {uri !== undefined && !byPassword && !isKeyKept && user?.access_cert && user.access_key && (
        <KeyValuePairs columns={2} minColumnWidth={180} items={[
          { label: 'Access certificate', value: <Secret label="access certificate" text={user.access_cert} hidden="••••••••" /> },
          { label: 'Access key', value: <Secret label="access key" text={user.access_key} hidden="••••••••" /> },
        ]} />
      )}
      {uri !== undefined && isSecret && (
        <One label="Service URI" value={isKept ? <Copy text={uri} /> : <Secret label="service URI" text={uri} hidden={uri.replace(`:${password}@`, ':••••••••@')} />} />
      )}
    </SpaceBetween>
  );
}

/** Columns of Cloudscape's are of one width; a host name needs more than a port. */
const One = (pair: KeyValuePairsProps.Pair) => <KeyValuePairs columns={1} items={[pair]} />;
