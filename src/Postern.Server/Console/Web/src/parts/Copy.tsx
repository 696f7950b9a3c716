import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** Copies what is shown beside it. */
export const CopyIcon = ({ text, label }: { text: string; label: string }) => (
  <CopyToClipboard variant="icon" textToCopy={text} copyButtonAriaLabel={`Copy ${label}`} copySuccessText="Copied" copyErrorText="Could not copy" />
);

/** A line breaks between the words of a command, not behind the dashes of an option. */
const wordsOf = (line: string) => line.split(/(\s+)/).map((part, index) => (index % 2 === 1 ? part : <span key={index} className="word">{part}</span>));

type Props = { text: string; shown?: string; code?: boolean; label?: string };

/** A value that can be copied; it breaks only where there is no other way. With a label it is a long text, which scrolls. */
export const Copy = ({ text, shown = text, code, label }: Props) => (
  <span className="value">
    <span className="copy"><CopyIcon text={text} label={label ?? shown} /></span>
    {label === undefined
      ? <span className={code ? 'code' : undefined}>{code ? wordsOf(shown) : shown}</span>
      : <div className="code long" role="region" aria-label={label} tabIndex={0}>{shown}</div>}
  </span>
);
