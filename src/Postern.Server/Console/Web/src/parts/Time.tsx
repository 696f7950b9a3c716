import { serverNow } from '../api/clock';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const minutes = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });

/** The time of the day, with the day where that is not today; exact on hover. */
export function Time({ at, toMinute }: { at: string; toMinute?: boolean }) {
  const date = new Date(at);
  const today = day.format(date) === day.format(serverNow());
  const time = (toMinute ? minutes : clock).format(date);
  return <time dateTime={at} title={date.toISOString()}>{today ? time : `${day.format(date)}, ${time}`}</time>;
}
