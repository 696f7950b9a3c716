import { useNow } from './useNow';

const units = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']] as const;

export function span(seconds: number): string {
  const [size, name] = units.find(([most]) => seconds >= most) ?? [1, 's'];
  return `${Math.floor(Math.max(seconds, 0) / size)} ${name}`;
}

/** How long ago something was, or how soon it will be; exact on hover. */
export function Ago({ at }: { at: string }) {
  const seconds = (useNow() - Date.parse(at)) / 1000;
  const words = seconds > -1 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
  return <time dateTime={at} title={new Date(at).toISOString()}>{words}</time>;
}
