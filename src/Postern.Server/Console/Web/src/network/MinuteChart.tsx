import Box from '@cloudscape-design/components/box';
import { Time } from '../parts/Time';
import type { Figure } from './figures';

type Props = { figure: Figure; start: number; values: Map<number, number> };

const minutes = 60;
const minute = 60_000;
const [width, height] = [6, 48];

/** One bar for each minute of an hour; a minute without traffic has none. What the bars say is in the table of the figures, too. */
export function MinuteChart({ figure: { name, text }, start, values }: Props) {
  const most = Math.max(0, ...values.values());
  const first = Math.floor(start / minute) + 1;
  return (
    <figure className="chart">
      <figcaption><Box variant="awsui-key-label">{name}</Box></figcaption>
      <div className="plot">
        <div className="scale" aria-hidden="true"><span>{text(most)}</span><span>{most === 0 ? '' : '0'}</span></div>
        <svg viewBox={`0 0 ${minutes * width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${name} in the last hour, at most ${text(most)} in a minute`}>
          {most > 0 && <line x1="0" x2={minutes * width} y1="0" y2="0" />}
          <line x1="0" x2={minutes * width} y1={height} y2={height} />
          {Array.from({ length: minutes }, (_, at) => {
            const time = (first + at) * minute;
            const value = values.get(time) ?? 0;
            const size = value === 0 ? 0 : Math.max(1.5, (value / most) * height);
            return value > 0 && <rect key={at} x={at * width + 1} width={width - 2} y={height - size} height={size}><title>{`${new Date(time).toISOString()}: ${text(value)}`}</title></rect>;
          })}
        </svg>
        <div className="axis"><Time at={new Date(first * minute).toISOString()} toMinute /><Time at={new Date((first + minutes - 1) * minute).toISOString()} toMinute /></div>
      </div>
    </figure>
  );
}
