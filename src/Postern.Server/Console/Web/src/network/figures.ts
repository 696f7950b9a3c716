import type { Minute } from '../api/types';
import { bytes } from './went';

/** What is counted each minute. */
export type Figure = { name: string; of: (minute: Minute) => number; text: (value: number) => string };

const count = (value: number) => `${value}`;

export const figures: Figure[] = [
  { name: 'Open connections', of: (m) => m.active_connections, text: count },
  { name: 'New connections', of: (m) => m.new_connections, text: count },
  { name: 'Bytes, both ways', of: (m) => m.bytes_processed, text: bytes },
  { name: 'Resets sent to clients', of: (m) => m.rst_packets_sent, text: count },
];
