import type { Service } from '../api/types';

/** How users of a service prove who they are, in words. */
export function methodsOf({ service_type: type, user_config: config }: Service): string {
  const same = 'The same on every access route.';
  if (type !== 'kafka') return `They sign in with a password. ${same}`;
  const { certificate = true, sasl = false } = (config.kafka_authentication_methods ?? {}) as { certificate?: boolean; sasl?: boolean };
  const ways = [...(certificate ? ['with their certificate and key'] : []), ...(sasl ? ['with user and password by SASL (SCRAM or PLAIN), at ports of their own'] : [])];
  return `Clients sign in ${ways.join(', or ')}. ${same}`;
}
