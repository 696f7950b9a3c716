import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { CertificateFiles } from '../parts/CertificateFiles';
import { Copy } from '../parts/Copy';
import { isKept, Kept } from '../parts/kept';
import { Secret } from '../parts/Secret';
import { signIn, uriOf } from './connect';

/**
 * How to reach one component, which can have several ports, as of brokers: host and ports by themselves, and all of it as one line for the component that the
 * service is named after, with its credentials.
 */
export function Access({ service, ports }: { service: Service; ports: [Component, ...Component[]] }) {
  const [component] = ports;
  const user = service.users[0];
  const uri = component.component === service.service_type ? uriOf(service, component) : undefined;
  const password = user?.password ?? '';
  const isSecret = uri?.includes(`:${password}@`) ?? false;
  const byPassword = isSecret || (uri !== undefined && component.kafka_authentication_method === 'sasl');
  const kind = [component.component, ...(component.usage === 'primary' ? [] : [component.usage]), ...(component.kafka_authentication_method ? [signIn(component)] : [])].join(', ');
  return (
    <SpaceBetween size="m">
      <div className="access">
        <One label={`Host of ${kind}`} value={<Copy text={component.host} />} />
        <One label={ports.length > 1 ? `Ports of ${ports.length} brokers` : 'Port'} value={<div className="ports">{ports.map(({ port }) => <Copy key={port} text={`${port}`} />)}</div>} />
        {byPassword && user && <One label="User" value={<Copy text={user.username} />} />}
        {byPassword && user && <One label="Password" value={isKept(password) ? <Kept /> : <Secret label="password" text={password} hidden="••••••••" />} />}
        {uri !== undefined && !byPassword && user?.access_cert && <One label={`Certificate and key of ${user.username}`} value={<CertificateFiles user={user} />} />}
      </div>
      {ports.length > 1 && <One label="Bootstrap servers" value={<Servers list={ports.map(({ host, port }) => `${host}:${port}`)} />} />}
      {uri !== undefined && isSecret && (
        <One label="Service URI" value={isKept(password) ? <Copy text={uri} /> : <Secret label="service URI" text={uri} hidden={uri.replace(`:${password}@`, ':••••••••@')} />} />
      )}
    </SpaceBetween>
  );
}

/** Columns of Cloudscape's are of one width; a host name needs more than a port. */
const One = (pair: KeyValuePairsProps.Pair) => <KeyValuePairs columns={1} items={[pair]} />;

/** Lines break between them, which is not copied. */
const Servers = ({ list }: { list: string[] }) => <Copy text={list.join(',')} shown={list.join(',\u200b')} />;
