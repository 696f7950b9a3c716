import type { NodeWish } from '../api/types';

/** Of a node, what the operator says; the rest is what Postern says of it. */
export const wishOf = ({ name, address, zone, broker, gateway, ports, tls_name }: NodeWish): NodeWish => ({
  name, address, ...(zone ? { zone } : {}), ...(broker == null ? {} : { broker }), ...(gateway ? { gateway } : {}), ports, ...(tls_name ? { tls_name } : {}),
});

/** The ports as somebody types them, such as 'kafka 9092, schema_registry 8081'; what is no number is left for the server to refuse. */
export const portsOf = (text: string): Record<string, number> => Object.fromEntries(text.split(/[,\n]+/).map((part) => part.trim().split(/[\s:=]+/)).filter(([name]) => name !== '')
  .map(([name, port]) => [name, /^\d+$/.test(port ?? '') ? Number(port) : port ?? null])) as Record<string, number>;

export const textOf = (ports: Record<string, number>) => Object.entries(ports).map(([component, port]) => `${component} ${port}`).join('\n');
