import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import { Copy } from './Copy';

/** Hidden until asked for; copied without being shown. */
export function Secret({ label, text, hidden }: { label: string; text: string; hidden: string }) {
  const [shown, setShown] = useState(false);
  return (
    <div className="secret">
      <Copy text={text} shown={shown ? text : hidden} />
      <Button variant="inline-link" ariaLabel={`${shown ? 'Hide' : 'Show'} ${label}`} onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</Button>
    </div>
  );
}
