import { Fragment, useContext, useEffect, useState } from 'react';
import { Grouped } from './IdGroup';
import { pieces } from './identifiers';

const shown = 2000;

/** A sentence, in which a press on each identifier copies it; or, whole, an identifier itself. */
export function Ids({ text, whole }: { text: string; whole?: boolean }) {
  const isGrouped = useContext(Grouped);
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(''), shown);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <span className="ids">
      {(whole ? ['', text] : pieces(text)).map((piece, at) => (at % 2 === 0
        ? <Fragment key={at}>{piece}</Fragment>
        : (
          <button key={at} type="button" className="id" tabIndex={isGrouped ? -1 : undefined} aria-label={`Copy ${piece}`} title={isGrouped ? 'Copy; arrow keys go to the other identifiers' : 'Copy'}
            onClick={({ currentTarget }) => void copy(piece, currentTarget).then(say)}>{piece}</button>
        )))}
      <span className="said" role="status">{said}</span>
    </span>
  );
}

/** Where the browser lets no script copy, as without HTTPS, the reader does. */
async function copy(id: string, button: Node): Promise<string> {
  try {
    await navigator.clipboard.writeText(id);
    return 'Copied';
  } catch {
    getSelection()?.selectAllChildren(button);
    return 'Selected: copy it by key';
  }
}
