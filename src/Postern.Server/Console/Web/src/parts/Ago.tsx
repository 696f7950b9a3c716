import { useNow } from './useNow';

const units = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']] as const;
const moment = 2; // clocks are not known better

export function span(seconds: number): string {
  const [size, name] = units.find(([most]) => seconds >= most) ?? [1, 's'];
  return `${Math.floor(Math.max(seconds, 0) / size)} ${name}`;
}

function inWords(seconds: number): string {
  if (seconds >= 0) return `${span(seconds)} ago`;
  return seconds > -moment ? 'now' : `in ${span(-seconds)}`;
}

/** How long ago something was, or how soon it will be; exact on hover. */
export function Ago({ at }: { at: string }) {
  const seconds = (useNow() - Date.parse(at)) / 1000;
  return <time dateTime={at} title={new Date(at).toISOString()}>{inWords(seconds)}</time>;
}
