import type { Endpoint, Minute, Traffic } from '../api/types';

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(count: number): string {
  const power = count < 1024 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), units.length - 1);
  return `${power === 0 ? count : (count / 1024 ** power).toFixed(1)} ${units[power]}`;
}

const sum = (minutes: Minute[], of: (minute: Minute) => number) => minutes.reduce((total, minute) => total + of(minute), 0);

/** How much went, in words. */
export function went(minutes: Minute[] = []): string {
  if (minutes.length === 0) return 'nothing';
  const [connections, resets] = [sum(minutes, (m) => m.new_connections), sum(minutes, (m) => m.rst_packets_sent)];
  return `${connections} new ${connections === 1 ? 'connection' : 'connections'}, ${bytes(sum(minutes, (m) => m.bytes_processed))}${resets === 0 ? '' : `, ${resets} ${resets === 1 ? 'reset' : 'resets'}`}`;
}

/** What went through one endpoint; undefined where nobody was asked about it yet. */
export function wentThrough(endpoint: Endpoint, traffic?: Traffic): string | undefined {
  const minutes = traffic?.endpoints.find((t) => t.vpc_endpoint_id === endpoint.vpc_endpoint_id)?.minutes;
  return minutes && went(minutes);
}
