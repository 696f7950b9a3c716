import Box from '@cloudscape-design/components/box';
import { Time } from '../parts/Time';

type Props = { name: string; start: number; values: Map<number, number>; text: (value: number) => string };

const minutes = 60;
const minute = 60_000;
const [width, height] = [6, 48];

/** One bar for each minute of an hour; a minute without traffic has none. */
export function MinuteChart({ name, start, values, text }: Props) {
  const most = Math.max(1, ...values.values());
  const first = Math.floor(start / minute) + 1;
  const total = [...values.values()].reduce((a, b) => a + b, 0);
  return (
    <figure className="chart">
      <figcaption><Box variant="awsui-key-label">{name}</Box><Box variant="small" color="text-body-secondary">most in a minute: {text(total === 0 ? 0 : most)}</Box></figcaption>
      <svg viewBox={`0 0 ${minutes * width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${name} in the last hour, at most ${text(total === 0 ? 0 : most)} in a minute`}>
        <line x1="0" x2={minutes * width} y1={height} y2={height} />
        {Array.from({ length: minutes }, (_, at) => {
          const time = (first + at) * minute;
          const value = values.get(time) ?? 0;
          const size = value === 0 ? 0 : Math.max(1.5, (value / most) * (height - 2));
          return value > 0 && <rect key={at} x={at * width + 1} width={width - 2} y={height - size} height={size}><title>{`${new Date(time).toISOString()}: ${text(value)}`}</title></rect>;
        })}
      </svg>
      <div className="axis"><Time at={new Date(first * minute).toISOString()} /><Time at={new Date((first + minutes - 1) * minute).toISOString()} /></div>
    </figure>
  );
}
