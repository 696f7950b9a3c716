import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** A value that can be copied. */
export const Copy = ({ text, shown }: { text: string; shown?: string }) => (
  <CopyToClipboard variant="inline" textToCopy={text} textToDisplay={shown ?? text} copyButtonAriaLabel={`Copy ${shown ?? text}`} copySuccessText="Copied" copyErrorText="Could not copy" />
);
