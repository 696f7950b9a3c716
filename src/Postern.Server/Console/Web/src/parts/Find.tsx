import TextFilter from '@cloudscape-design/components/text-filter';

/** Finds what has a word in it. */
export const Find = ({ what, text, change }: { what: string; text: string; change: (text: string) => void }) => (
  <TextFilter filteringText={text} filteringPlaceholder={`Find ${what}`} filteringAriaLabel={`Find ${what}`} filteringClearAriaLabel="Clear" onChange={({ detail }) => change(detail.filteringText)} />
);
