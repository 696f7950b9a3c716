import Box from '@cloudscape-design/components/box';

type Props = { name: string; value: number; most: number; text: string };

/** How much of something is left. */
export const Level = ({ name, value, most, text }: Props) => (
  <div>
    <Box variant="awsui-key-label">{name}</Box>
    <meter min={0} max={most} low={most / 4} high={most / 2} optimum={most} value={Math.max(0, value)} aria-label={name}>{text}</meter>
    <Box variant="small" color="text-body-secondary">{text}</Box>
  </div>
);
