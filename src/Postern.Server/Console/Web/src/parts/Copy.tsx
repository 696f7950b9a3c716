import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

type Props = { text: string; shown?: string; code?: boolean };

/** A value that can be copied; it breaks only where there is no other way. */
export const Copy = ({ text, shown = text, code }: Props) => (
  <span className="value">
    <span className="copy">
      <CopyToClipboard variant="icon" textToCopy={text} copyButtonAriaLabel={`Copy ${shown}`} copySuccessText="Copied" copyErrorText="Could not copy" />
    </span>
    <span className={code ? 'code' : undefined}>{shown}</span>
  </span>
);
