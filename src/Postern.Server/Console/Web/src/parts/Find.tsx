import TextFilter from '@cloudscape-design/components/text-filter';

/** How many there are of what is looked for is said, too; undefined where nothing is, or nobody has counted. */
type Props = { what: string; text: string; change: (text: string) => void; found?: number };

/** Finds what has a word in it. */
export const Find = ({ what, text, change, found }: Props) => (
  <TextFilter filteringText={text} filteringPlaceholder={`Find ${what}`} filteringAriaLabel={`Find ${what}`} filteringClearAriaLabel="Clear"
    countText={found === undefined ? undefined : `${found} ${found === 1 ? 'match' : 'matches'}`} onChange={({ detail }) => change(detail.filteringText)} />
);
