const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

/** The time of the day, with the day where that is not today; exact on hover. */
export function Time({ at }: { at: string }) {
  const date = new Date(at);
  const today = day.format(date) === day.format(new Date());
  return <time dateTime={at} title={date.toISOString()}>{today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`}</time>;
}
